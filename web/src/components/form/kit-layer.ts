import { inject, provide, type InjectionKey } from 'vue';

const LAYER: InjectionKey<string> = Symbol('where the lists and calendars of the kit stand');

/** Lists and calendars below here stand in the element with this id. */
export function provideKitLayer(id: string): void {
  provide(LAYER, `#${id}`);
}

/** Selector of the element that lists and calendars are put into: the dialog's own, or that of the page. */
export function useKitLayer(): string {
  return inject(LAYER, '#kit-layer');
}
