import { wordList } from './wordList.ts';

/** How many words two people compare: 256 words give eight bits each. */
export const wordCount = 4;

/** @param digest at least {@link wordCount} bytes that both sides have the same */
export function wordsOf(digest: Uint8Array): string[] {
  return [...digest.subarray(0, wordCount)].map((byte) => wordList[byte] ?? '');
}
