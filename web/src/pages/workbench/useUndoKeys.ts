import { useEventListener } from '@vueuse/core';

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y (⌘ on a Mac), outside text fields, which have an undo of their own. */
export function useUndoKeys({ undo, redo }: { undo: () => void; redo: () => void }): void {
  const listen = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!isRedo && key !== 'z') return;
    event.preventDefault();
    if (isRedo) redo();
    else undo();
  };
  useEventListener(window, 'keydown', listen);
}
