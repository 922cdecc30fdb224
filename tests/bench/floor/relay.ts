import { Device } from 'mediasoup-client';
import type {
  ConsumerOptions,
  DataConsumerOptions,
  RtpCapabilities,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import { moveHand, takeHand } from './hand.ts';
import { onShare, ready, sends, show, socket, withHand } from './page.ts';

const ask = <T>(event: string, input: unknown = {}): Promise<T> =>
  socket.emitWithAck(event, input) as Promise<T>;

/** Plain mediasoup-client, its transport made before there is a picture. */
const device = await Device.factory();
await device.load({ routerRtpCapabilities: await ask<RtpCapabilities>('capabilities') });

async function openTransport(sending: boolean): Promise<Transport> {
  const options = await ask<TransportOptions>('transport');
  const opened = sending
    ? device.createSendTransport(options)
    : device.createRecvTransport(options);
  opened.on('connect', ({ dtlsParameters }, done) => {
    void ask('connect_transport', { transportId: opened.id, dtlsParameters }).then(done);
  });
  return opened;
}

const transport = await openTransport(sends);
if (sends) {
  transport.on('produce', ({ kind, rtpParameters }, done) => {
    void ask<{ id: string }>('produce', { transportId: transport.id, kind, rtpParameters }).then(
      done,
    );
  });
  onShare((stream) => {
    const [track] = stream.getVideoTracks();
    if (track) {
      void transport.produce({ track, codecOptions: { videoGoogleStartBitrate: 3_000 } });
    }
  });
} else {
  socket.on('produced', (producerId: string) => {
    void (async () => {
      const rtpCapabilities = device.recvRtpCapabilities;
      const input = { transportId: transport.id, producerId, rtpCapabilities };
      const consumer = await transport.consume(await ask<ConsumerOptions>('consume', input));
      show(new MediaStream([consumer.track]));
      await ask('resume', { id: consumer.id });
    })();
  });
}

/** The hand goes the other way: the sharer asks for it once it can take it. */
async function openHand(): Promise<void> {
  const way = await openTransport(!sends);
  if (sends) {
    const opened = new Promise<void>((resolve) => {
      socket.on('data_produced', (dataProducerId: string) => {
        void (async () => {
          const input = { transportId: way.id, dataProducerId };
          const consumer = await way.consumeData(
            await ask<DataConsumerOptions>('consume_data', input),
          );
          consumer.binaryType = 'arraybuffer';
          consumer.on('message', (message: ArrayBuffer) => moveHand(new Uint8Array(message)));
          consumer.on('open', resolve);
        })();
      });
    });
    socket.emit('signal', 'hand');
    return opened;
  }
  way.on('producedata', ({ sctpStreamParameters }, done) => {
    const input = { transportId: way.id, sctpStreamParameters };
    void ask<{ id: string }>('produce_data', input).then(done);
  });
  socket.on('signal', () => {
    void way.produceData({ ordered: true }).then((producer) => {
      takeHand((message) => producer.send(message));
    });
  });
}
if (withHand) await openHand();
ready();
