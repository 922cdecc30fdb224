import * as z from 'zod';
import { maxSurveyLength } from '../../domain/limits.ts';
import { surveySchema } from '../../domain/request.ts';
import { ratings } from '../../domain/survey.ts';
import { customer, of } from './parts.ts';

/** What customers say afterwards. */
export const survey = {
  requests: {
    /** Sent again, the last one counts (rule P12). */
    'survey:send': {
      from: customer,
      input: z.strictObject({
        ...of,
        rating: z.literal(ratings),
        words: z.string().trim().max(maxSurveyLength),
      }),
      output: z.strictObject({ survey: surveySchema }),
    },
  },

  told: {
    'survey:sent': z.strictObject({ ...of, survey: surveySchema }),
  },
} as const;
