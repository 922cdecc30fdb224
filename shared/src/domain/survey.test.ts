import { describe, expect, it } from 'vitest';
import { requestPhases } from './requestPhase.ts';
import { surveyIsOpen, surveyOpenMs } from './survey.ts';

describe('the survey', () => {
  it('[P12] is open after the end alone', () => {
    const open = requestPhases.filter((phase) => surveyIsOpen(phase, 1_000, 2_000));
    expect(open).toEqual(['ended', 'closed']);
  });

  it('[P12] closes a day after the end', () => {
    expect(surveyIsOpen('ended', 1_000, 1_000 + surveyOpenMs)).toBe(true);
    expect(surveyIsOpen('ended', 1_000, 1_001 + surveyOpenMs)).toBe(false);
  });

  it('[P12] is not asked of whom nobody has served', () => {
    expect(surveyIsOpen('closed', null, 2_000)).toBe(false);
  });
});
