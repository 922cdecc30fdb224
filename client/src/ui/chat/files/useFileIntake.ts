import { useEffect, useState, type RefObject } from 'react';

/**
 * Takes files that are dropped on, or pasted into, what surrounds `root`.
 *
 * @returns whether some are held over it just now
 */
export function useFileIntake(
  root: RefObject<HTMLElement | null>,
  add: (files: Iterable<File>) => void,
): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const around = root.current?.parentElement;
    if (!around) return undefined;
    const left = new AbortController();
    const options = { signal: left.signal };
    const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes('Files') ?? false;
    const hold = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    around.addEventListener('dragenter', hold, options);
    around.addEventListener('dragover', hold, options);
    around.addEventListener(
      'dragleave',
      ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && around.contains(relatedTarget))) setDragging(false);
      },
      options,
    );
    around.addEventListener(
      'drop',
      (event) => {
        setDragging(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        add(event.dataTransfer?.files ?? []);
      },
      options,
    );
    around.addEventListener(
      'paste',
      (event) => {
        const { files } = event.clipboardData ?? {};
        // Text that comes with a picture of itself, as from a spreadsheet, is meant as text.
        const isText = event.clipboardData?.types.includes('text/plain');
        if (!files?.length || isText) return;
        event.preventDefault();
        add(files);
      },
      options,
    );
    return () => left.abort();
  }, [root, add]);
  return dragging;
}
