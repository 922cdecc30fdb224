import { expect, test } from 'vitest';
import { takeScreenshot } from './takeScreenshot.ts';

const picture = new Blob(['a picture']);

test('[S5] what is shown is taken', async () => {
  const stage = { snapshot: () => Promise.resolve(picture) };
  expect(await takeScreenshot(stage, () => true)).toBe(picture);
});

test('[S5] while the customer has paused nothing is taken, nor if they pause in the middle of it', async () => {
  let shown = false;
  let taken = 0;
  const stage = {
    snapshot: () => {
      taken += 1;
      shown = false;
      return Promise.resolve(picture);
    },
  };
  expect(await takeScreenshot(stage, () => shown)).toBeNull();
  expect(taken).toBe(0);
  shown = true;
  expect(await takeScreenshot(stage, () => shown)).toBeNull();
  expect(taken).toBe(1);
});
