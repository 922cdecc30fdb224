import type { RequestId } from '@beside/shared/domain/ids';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import type { CodedError } from '@beside/shared/protocol/errors';
import {
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../../../support/installation/people.ts';
import { videoParameters } from './browserPart.ts';

/** A customer who was asked to share, and the technician who asked; both follow the request. */
export async function meetToShare(url: string) {
  const customer = await enterAsCustomer(url);
  const technician = await enterAsTechnician(url);
  const { requestId } = customer;
  for (const page of [customer, technician]) {
    await page.request('request:follow', { requestId, afterSeq: 0 });
  }
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await technician.request('share:propose', { requestId });
  return { customer, technician, requestId };
}

export interface Stay {
  epoch: number;
  rtpCapabilities: RequestOutput<'relay:join'>['rtpCapabilities'];
  producers: RequestOutput<'relay:join'>['producers'];
  send: string;
  receive: string;
}

/** What a page asks of the relay before there is a picture. */
export async function enterRelay(page: TestPage, requestId: RequestId): Promise<Stay> {
  const joined = await page.request('relay:join', { requestId });
  const open = (direction: 'send' | 'receive') =>
    page.request('relay:open-transport', { requestId, direction });
  const { id: send } = await open('send');
  const { id: receive } = await open('receive');
  return { ...joined, send, receive };
}

/** As {@link enterRelay}, again and again as pages do, until a node takes it. */
export async function enterRelaySoon(page: TestPage, requestId: RequestId): Promise<Stay> {
  for (const until = Date.now() + 15_000; ;) {
    try {
      return await enterRelay(page, requestId);
    } catch (failure) {
      if ((failure as CodedError).code !== 'unavailable' || Date.now() > until) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The customer's screen goes in, and the technician takes it out: the room works. */
export async function relayScreen(
  requestId: RequestId,
  from: { page: TestPage; stay: Stay },
  to: { page: TestPage; stay: Stay },
): Promise<void> {
  const told = to.page.next('relay:producer-opened', ({ epoch }) => epoch === to.stay.epoch);
  await from.page.request('relay:produce', {
    requestId,
    transportId: from.stay.send,
    slot: 'screen',
    rtpParameters: videoParameters(1000, '0'),
  });
  const { producerId } = await told;
  const { consumerId } = await to.page.request('relay:consume', {
    requestId,
    transportId: to.stay.receive,
    producerId,
    rtpCapabilities: to.stay.rtpCapabilities,
  });
  await to.page.request('relay:resume-consumer', { requestId, consumerId });
}
