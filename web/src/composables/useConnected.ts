import { inject, type InjectionKey, type Ref } from 'vue';

export const CONNECTED: InjectionKey<Ref<boolean>> = Symbol('live stream is open');

/** Whether the stream of live events is open. */
export function useConnected(): Ref<boolean> {
  const connected = inject(CONNECTED);
  if (!connected) throw new TypeError('useConnected requires an app that provides CONNECTED');
  return connected;
}
