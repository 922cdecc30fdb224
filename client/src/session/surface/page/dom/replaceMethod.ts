/**
 * Puts a method of ours in the place of one of the page's. It should stay there for as long as it may be
 * needed: to change a prototype that every element has makes the browser forget what it has learned of
 * the page's code, and of ours.
 *
 * @typeParam M what the method is there, as far as it matters
 * @param make of the method that was there; not called where there is none, or it cannot be replaced
 * @returns puts it back, unless somebody has wrapped ours meanwhile
 */
export function replaceMethod<M extends (...given: never[]) => unknown>(
  on: object | undefined,
  name: string,
  make: (native: M) => M,
): () => void {
  const methods = on as Record<string, unknown> | undefined;
  const native = methods?.[name];
  const own = methods && Object.getOwnPropertyDescriptor(methods, name);
  if (!methods || typeof native !== 'function' || own?.configurable === false) {
    return () => undefined;
  }
  const ours = make(native as M);
  Object.defineProperty(methods, name, { ...own, value: ours, configurable: true });
  return () => {
    if (methods[name] !== ours) return;
    if (own) Object.defineProperty(methods, name, own);
    else Reflect.deleteProperty(methods, name);
  };
}
