import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxSurveyLength } from '@beside/shared/domain/limits';
import { surveyOpenMs } from '@beside/shared/domain/survey';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { writeBehind } from '../../support/installation/writeBehind.ts';

let installation: TestInstallation;
let technician: TestPage;
beforeAll(async () => {
  installation = await startTestInstallation();
  technician = await enterAsTechnician(installation.url);
});
afterAll(() => installation.close());

/** A customer who was served, and whose chat has been ended. */
async function enterServed() {
  const customer = await enterAsCustomer(installation.url);
  const { requestId } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  return customer;
}

const tooEarlyOrLate = { error: { code: 'conflict', reason: 'phase-forbids' } };

test('[P12] what the customer says is told at once, is there after a reload, and the last one counts', async () => {
  const { requestId, token, ...customer } = await enterServed();
  await technician.request('request:follow', { requestId, afterSeq: 0 });
  await customer.request('request:end', { requestId });
  const told = technician.next('survey:sent', (message) => message.requestId === requestId);
  await customer.request('survey:send', { requestId, rating: 2, words: ' Slow.\n' });
  expect((await told).survey).toMatchObject({ rating: 2, words: 'Slow.' });

  // The technician closes the request meanwhile, and the customer thinks again.
  await technician.request('request:close', { requestId, outcome: 'resolved', notes: 'Cable.' });
  await customer.request('survey:send', { requestId, rating: 5, words: '' });
  const again = await connect(installation.url, { party: 'customer', token });
  const { survey } = await again.request('request:follow', { requestId, afterSeq: 0 });
  expect(survey).toMatchObject({ asked: true, given: { rating: 5, words: '' } });
  const { details, request } = await technician.request('request:follow', {
    requestId,
    afterSeq: 0,
  });
  expect(details).toMatchObject({ notes: 'Cable.', survey: { rating: 5 } });
  expect(request.team).toBeUndefined();
});

test('[P12] it is taken after the end alone, from whom somebody served, and for a day', async () => {
  const served = await enterServed();
  const { requestId } = served;
  const said = { rating: 3 as const, words: '' };
  expect(await served.ask('survey:send', { requestId, ...said })).toMatchObject(tooEarlyOrLate);
  await served.request('request:end', { requestId });
  await installation.pass(surveyOpenMs - 60_000);
  await served.request('survey:send', { requestId, ...said });
  await installation.pass(120_000);
  expect(await served.ask('survey:send', { requestId, ...said })).toMatchObject(tooEarlyOrLate);

  const alone = await enterAsCustomer(installation.url);
  const nobodys = { requestId: alone.requestId, ...said };
  await alone.request('request:end', { requestId: alone.requestId });
  expect(await alone.ask('survey:send', nobodys)).toMatchObject(tooEarlyOrLate);
});

test('[P12] a rating that is none and words without end are refused', async () => {
  const { requestId, ...customer } = await enterServed();
  await customer.request('request:end', { requestId });
  for (const wrong of [
    { rating: 0, words: '' },
    { rating: 6, words: '' },
    { rating: 3.5, words: '' },
    { rating: '5', words: '' },
    { words: '' },
  ]) {
    expect(await customer.ask('survey:send', { requestId, ...wrong })).toMatchObject({
      error: { code: 'bad-request' },
    });
  }
  const words = 'x'.repeat(maxSurveyLength + 1);
  expect(await customer.ask('survey:send', { requestId, rating: 5, words })).toMatchObject({
    error: { code: 'bad-request', reason: 'too-large' },
  });
  const { survey } = await customer.request('request:follow', { requestId, afterSeq: 0 });
  expect(survey?.given).toBeNull();
});

test('[T4] nobody is asked for a screen that none of the customer’s pages can share', async () => {
  const { requestId, token, ...phone } = await enterServed();
  await phone.request('request:follow', { requestId, afterSeq: 0, share: 'no-api' });
  const { presence } = await technician.request('request:follow', { requestId, afterSeq: 0 });
  expect(presence).toContainEqual({ endpoint: phone.endpoint, party: 'customer', share: 'no-api' });
  expect(await technician.ask('share:propose', { requestId })).toMatchObject({
    error: { code: 'conflict', reason: 'cannot-share', retryable: false },
  });

  // The same conversation on a computer as well.
  const computer = await connect(installation.url, { party: 'customer', token });
  const came = technician.next('presence:changed', (message) => message.requestId === requestId);
  await computer.request('request:follow', { requestId, afterSeq: 0, share: 'yes' });
  expect((await came).presence).toContainEqual({
    endpoint: computer.endpoint,
    party: 'customer',
    share: 'yes',
  });
  const { request } = await technician.request('share:propose', { requestId });
  expect(request.live.share.phase).toBe('proposed');
});

test('[T4] whether a screen can be shared is told to nobody who may not ask', async () => {
  const { requestId, ...phone } = await enterServed();
  await phone.request('request:follow', { requestId, afterSeq: 0, share: 'no-api' });
  const colleague = await enterAsTechnician(installation.url, 'tech2@demo.test');
  expect(await colleague.ask('share:propose', { requestId })).toMatchObject({
    error: { code: 'forbidden' },
  });
});

test('[P12] a portal that does not ask takes no answer', async () => {
  const { requestId, ...customer } = await enterServed();
  await customer.request('request:end', { requestId });
  const set = (survey: boolean) =>
    writeBehind(installation, (database) =>
      database
        .prepare(`update portals set settings = json_set(settings, '$.survey', json(?))`)
        .run(String(survey)),
    );
  await set(false);
  const { survey } = await customer.request('request:follow', { requestId, afterSeq: 0 });
  expect(survey).toEqual({ asked: false, given: null });
  const sent = await customer.ask('survey:send', { requestId, rating: 5, words: '' });
  expect(sent).toMatchObject(tooEarlyOrLate);
  await set(true);
  await customer.request('survey:send', { requestId, rating: 5, words: '' });
});
