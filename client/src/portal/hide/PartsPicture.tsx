import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Region } from '../../session/privacy/hiddenParts.ts';
import { guard } from '../../ui/guard.ts';
import styles from './hide.module.css';
import { moved, regionBetween, resized, smallest, type Point } from './regionShapes.ts';

interface Props {
  still: ImageBitmap;
  regions: readonly Region[];
  nameOf: (at: number) => string;
  /** The element that says what the keys do. */
  keys: string;
  onChange: (regions: readonly Region[]) => void;
  onRemove: (at: number) => void;
}

/** How far one press of an arrow key goes. */
const step = 0.02;
const arrows: Record<string, Point> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

/** The picture with its parts: drawn by mouse or finger, moved and sized by the keys too. */
export function PartsPicture(props: Props): ReactElement {
  const { still, regions, nameOf, keys, onChange, onRemove } = props;
  const { t } = useI18n();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<{ from: Point; to: Point } | null>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(still, 0, 0);
  }, [still]);

  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Point => {
    const box = currentTarget.getBoundingClientRect();
    const along = (value: number): number => Math.min(Math.max(value, 0), 1);
    return { x: along((clientX - box.x) / box.width), y: along((clientY - box.y) / box.height) };
  };
  const finish = (): void => {
    setDrawn(null);
    if (!drawn) return;
    const made = regionBetween(drawn.from, drawn.to);
    if (made.width >= smallest && made.height >= smallest) onChange([...regions, made]);
  };
  const onKey = (event: KeyboardEvent, at: number): void => {
    const region = regions[at];
    const arrow = arrows[event.key];
    if (region && arrow) {
      const next = (event.shiftKey ? resized : moved)(region, arrow.x, arrow.y);
      onChange(regions.map((each, index) => (index === at ? next : each)));
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove(at);
    else return;
    event.preventDefault();
  };

  return (
    <div
      className={styles.picture}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = pointOf(event);
        setDrawn({ from: point, to: point });
      }}
      onPointerMove={(event) => {
        if (drawn) setDrawn({ ...drawn, to: pointOf(event) });
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(null)}
      {...guard}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('hide.picture')}
        width={still.width}
        height={still.height}
      />
      {regions.map((region, at) => (
        <button
          key={at}
          type="button"
          className={styles.part}
          style={placed(region)}
          aria-label={t('hide.part-at', { part: nameOf(at), ...percentages(region) })}
          aria-describedby={keys}
          onKeyDown={(event) => onKey(event, at)}
          {...guard}
        >
          {at + 1}
        </button>
      ))}
      {drawn && <i className={styles.part} style={placed(regionBetween(drawn.from, drawn.to))} />}
    </div>
  );
}

const percent = (fraction: number): string => `${fraction * 100}%`;

function placed({ left, top, width, height }: Region) {
  return {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  };
}

function percentages({ left, top, width, height }: Region): Record<keyof Region, string> {
  const whole = (fraction: number): string => String(Math.round(fraction * 100));
  return { left: whole(left), top: whole(top), width: whole(width), height: whole(height) };
}
