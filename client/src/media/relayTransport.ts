import type { Device } from 'mediasoup-client';
import type { Transport, TransportOptions } from 'mediasoup-client/types';
import type { RequestInput, RequestName, RequestOutput } from '@beside/shared/protocol/contract';
import type { Slot } from '@beside/shared/protocol/slots';

type Named<K extends RequestName> = Omit<RequestInput<K>, 'requestId'>;

/** Asks the server about the request that the relay is for. */
export type AskRelay = <K extends RequestName>(
  name: K,
  input: Named<K>,
) => Promise<RequestOutput<K>>;

/** One way into the relay's room or out of it; what is made on it is announced to the server. */
export async function openRelayTransport(
  device: Device,
  direction: 'send' | 'receive',
  { ask, isClosed }: { ask: AskRelay; isClosed: () => boolean },
): Promise<Transport> {
  const options = (await ask('relay:open-transport', {
    direction,
  })) as unknown as TransportOptions;
  if (isClosed()) throw new Error('closed meanwhile');
  const transport =
    direction === 'send'
      ? device.createSendTransport(options)
      : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    ask('relay:connect-transport', {
      transportId: transport.id,
      dtlsParameters,
    } as Named<'relay:connect-transport'>).then(done, fail);
  });
  transport.on('produce', ({ appData, rtpParameters }, done, fail) => {
    const slot = appData['slot'] as Slot;
    const input = { transportId: transport.id, slot, rtpParameters } as Named<'relay:produce'>;
    ask('relay:produce', input).then(({ producerId }) => done({ id: producerId }), fail);
  });
  transport.on('producedata', ({ sctpStreamParameters, label }, done, fail) => {
    const input = {
      transportId: transport.id,
      label,
      sctpStreamParameters: streamOf(sctpStreamParameters),
    } as Named<'relay:produce-data'>;
    ask('relay:produce-data', input).then(
      ({ dataProducerId }) => done({ id: dataProducerId }),
      fail,
    );
  });
  return transport;
}

/** Of the stream parameters only what the contract carries; a label goes by its own name. */
function streamOf({
  streamId,
  ordered,
  maxRetransmits,
  maxPacketLifeTime,
}: {
  streamId?: number | undefined;
  ordered?: boolean | undefined;
  maxRetransmits?: number | undefined;
  maxPacketLifeTime?: number | undefined;
}) {
  return {
    streamId,
    ...(ordered === undefined ? {} : { ordered }),
    ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
    ...(maxPacketLifeTime === undefined ? {} : { maxPacketLifeTime }),
  };
}
