import type { Source } from '@beside/shared/domain/request';
import { timeZone } from '../lib/formats.ts';

/**
 * What this browser tells of itself, as long as the record allows (rule P6).
 *
 * @param referrer the page that the customer came from
 */
export function readSource(referrer: string): Source {
  return {
    userAgent: navigator.userAgent.slice(0, 512),
    language: navigator.language.slice(0, 64),
    timeZone: timeZone().slice(0, 64),
    screenWidth: Math.round(screen.width),
    screenHeight: Math.round(screen.height),
    referrer: referrer.slice(0, 1024),
  };
}
