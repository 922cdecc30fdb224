import type { Stage } from '../media/stage.ts';

/**
 * The picture as it was sent, as PNG.
 *
 * @param mayBeTaken whether the customer shows it at this moment; asked before and after, since
 *   encoding takes a while
 * @returns `null` where there is nothing to take
 */
export async function takeScreenshot(
  stage: Pick<Stage, 'snapshot'>,
  mayBeTaken: () => boolean,
): Promise<Blob | null> {
  if (!mayBeTaken()) return null;
  const picture = await stage.snapshot();
  return mayBeTaken() ? picture : null;
}
