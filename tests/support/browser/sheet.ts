/*
 * What runs inside the two pages. The same text is drawn by the customer's page, to be shared, and by
 * the technician's page, to be compared with what arrived.
 */

export interface Sheet {
  draw(seed: number): void;
  /** Luma of what is drawn, a byte each pixel. */
  luma(): Uint8Array;
}

export interface Judged {
  /** When a frame was presented, in ms of the machine's clock, and how like the sheet it is. */
  judged: { at: number; ssim: number }[];
  sheet: Sheet;
  /** Draws the sheet that is to come, and begins to compare. */
  expect(seed: number): void;
  /** Compares no more, which costs a busy page time. */
  rest(): void;
}

/** Puts `window.sheet` into the page: a page of text as an office shows it; other for each seed. */
export function addSheet({ visible }: { visible: boolean }): void {
  const [width, height] = [1280, 720];
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.style.cssText = 'position:fixed;inset:0;z-index:99999;pointer-events:none';
  if (visible) document.body.append(canvas);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const sheet: Sheet = {
    draw(seed) {
      let state = seed * 2_654_435_761;
      const random = (most: number): number => {
        state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
        return state % most;
      };
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.font = '15px sans-serif';
      for (let y = 40; y < height - 20; y += 24) {
        context.fillStyle = ['#111', '#345', '#06c', '#822'][random(4)] ?? '#111';
        let line = '';
        while (line.length < 100) {
          const word = Array.from({ length: 2 + random(8) }, () =>
            String.fromCharCode(97 + random(26)),
          );
          line += `${word.join('')} `;
        }
        context.fillText(line, 120, y);
      }
    },
    luma() {
      const { data } = context.getImageData(0, 0, width, height);
      return Uint8Array.from({ length: width * height }, (_, at) => {
        const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
        return 0.299 * red + 0.587 * green + 0.114 * blue;
      });
    },
  };
  Object.assign(window, { sheet });
}

/** Puts `window.expect` into the technician's page: compares each frame that is presented from then on. */
export function addJudge(): void {
  const [width, height] = [1280, 720];
  const page = window as unknown as Judged;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  let wanted: Uint8Array | null = null;

  /** Structural similarity (Wang et al. 2004) of luma, mean over blocks of 8 × 8 pixels. */
  const ssim = (a: Uint8Array, b: Uint8ClampedArray): number => {
    const [c1, c2, side] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2, 8];
    let sum = 0;
    let blocks = 0;
    for (let top = 0; top + side <= height; top += side) {
      for (let left = 0; left + side <= width; left += side) {
        let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
        for (let y = top; y < top + side; y += 1) {
          for (let x = left; x < left + side; x += 1) {
            const at = y * width + x;
            const one = a[at] ?? 0;
            const other =
              0.299 * (b[at * 4] ?? 0) +
              0.587 * (b[at * 4 + 1] ?? 0) +
              0.114 * (b[at * 4 + 2] ?? 0);
            sumA += one;
            sumB += other;
            sumAA += one * one;
            sumBB += other * other;
            sumAB += one * other;
          }
        }
        const n = side * side;
        const [meanA, meanB] = [sumA / n, sumB / n];
        const [varA, varB] = [sumAA / n - meanA ** 2, sumBB / n - meanB ** 2];
        const both = sumAB / n - meanA * meanB;
        sum +=
          ((2 * meanA * meanB + c1) * (2 * both + c2)) /
          ((meanA ** 2 + meanB ** 2 + c1) * (varA + varB + c2));
        blocks += 1;
      }
    }
    return sum / blocks;
  };

  const watch = (video: HTMLVideoElement): void => {
    const judge = (): void => {
      const at = performance.timeOrigin + performance.now();
      if (wanted && video.style.opacity === '1') {
        context.drawImage(video, 0, 0, width, height);
        page.judged.push({
          at,
          ssim: ssim(wanted, context.getImageData(0, 0, width, height).data),
        });
      }
      video.requestVideoFrameCallback(judge);
    };
    video.requestVideoFrameCallback(judge);
  };
  for (const video of document.querySelectorAll('video')) watch(video);
  Object.assign(page, {
    judged: [],
    expect(seed: number) {
      page.sheet.draw(seed);
      wanted = page.sheet.luma();
      page.judged.length = 0;
    },
    rest() {
      wanted = null;
    },
  });
}
