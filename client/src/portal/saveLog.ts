import { saveFile } from '../lib/saveFile.ts';
import { fetchSessionLog } from '../signaling/api.ts';
import type { OpenStay } from './openStay.ts';

/** Hands the customer the log of what happened, which can be checked later (rule X5). */
export async function saveLog({ server, token }: OpenStay): Promise<void> {
  const log = await fetchSessionLog(server, token);
  saveFile(log, `session-log-${new Date().toISOString().slice(0, 10)}.json`);
}
