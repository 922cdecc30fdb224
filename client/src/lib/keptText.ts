/** The part of the browser's storage that pages use. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Outlives the tab. Where the browser keeps nothing, it lasts as long as the page. */
export const keptText = withMemory(() => localStorage);

/** Outlives a reload of the tab. Where the browser keeps nothing, it lasts as long as the page. */
export const keptInTab = withMemory(() => sessionStorage);

/** Blocked storage throws as soon as it is named, a full one when it is written to. */
function withMemory(open: () => Storage): TextStorage {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return act(open());
    } catch (error) {
      if (error instanceof DOMException || error instanceof ReferenceError) return otherwise();
      throw error;
    }
  };
  return {
    getItem: (key) =>
      memory.get(key) ??
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ),
    setItem(key, value) {
      attempt(
        (storage) => {
          storage.setItem(key, value);
          memory.delete(key);
        },
        () => void memory.set(key, value),
      );
    },
    removeItem(key) {
      memory.delete(key);
      attempt(
        (storage) => storage.removeItem(key),
        () => undefined,
      );
    },
  };
}
