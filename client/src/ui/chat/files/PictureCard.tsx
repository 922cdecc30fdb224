import type { FileId } from '@beside/shared/domain/ids';
import type { ChatFile } from '@beside/shared/domain/request';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { FileCard } from './FileCard.tsx';
import styles from './files.module.css';
import { PictureDialog } from './PictureDialog.tsx';

interface Props {
  file: ChatFile;
  link: (id: FileId) => Promise<string>;
}

/** Loaded when it comes this close to what is seen. */
const margin = '200px';

/** A picture that shows itself; its place is kept before it is there. */
export function PictureCard({ file, link }: Props): ReactElement {
  const { t } = useI18n();
  const place = useRef<HTMLButtonElement>(null);
  const { source, failed } = usePicture(file.id, link, place);
  const [large, setLarge] = useState(false);
  const { width = 1, height = 1 } = file.picture ?? {};

  // What the browser cannot show can still be saved.
  if (failed) return <FileCard file={file} link={link} />;
  return (
    <>
      <button
        ref={place}
        type="button"
        className={styles.picture}
        style={{
          aspectRatio: `${width} / ${height}`,
          width: shownWidth(width, height),
        }}
        aria-label={t('file.enlarge', { name: file.name })}
        aria-busy={source === null}
        onClick={() => setLarge(source !== null)}
      >
        {source !== null && <img src={source.url} alt={t('file.picture', { name: file.name })} />}
      </button>
      {large && source && (
        <PictureDialog file={file} url={source.url} link={link} onClose={() => setLarge(false)} />
      )}
    </>
  );
}

const largestPx = { width: 320, height: 260 };
const smallestPx = 72;

function shownWidth(width: number, height: number): number {
  const fitted = Math.min(width, largestPx.width, (largestPx.height * width) / height);
  return Math.max(Math.round(fitted), smallestPx);
}

/** Fetches it as soon as it is nearly seen, and checks that the browser can show it. */
function usePicture(id: FileId, link: Props['link'], place: { current: Element | null }) {
  const [source, setSource] = useState<{ url: string } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    let url: string | undefined;
    const load = async (): Promise<void> => {
      const answer = await fetch(await link(id));
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      const made = URL.createObjectURL(await answer.blob());
      url = made;
      const probe = new Image();
      probe.src = made;
      await probe.decode();
      if (left) URL.revokeObjectURL(made);
      else setSource({ url: made });
    };
    const seen = new IntersectionObserver(
      (found) => {
        if (!found.some(({ isIntersecting }) => isIntersecting)) return;
        seen.disconnect();
        load().catch(() => {
          if (!left) setFailed(true);
        });
      },
      { rootMargin: margin },
    );
    if (place.current) seen.observe(place.current);
    return () => {
      left = true;
      seen.disconnect();
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [id, link, place]);
  return { source, failed };
}
