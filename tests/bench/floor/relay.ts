import { Device } from 'mediasoup-client';
import type { ConsumerOptions, RtpCapabilities, TransportOptions } from 'mediasoup-client/types';
import { onShare, ready, sends, show, socket } from './page.ts';

const ask = <T>(event: string, input: unknown = {}): Promise<T> =>
  socket.emitWithAck(event, input) as Promise<T>;

/** Plain mediasoup-client, its transport made before there is a picture. */
const device = await Device.factory();
await device.load({ routerRtpCapabilities: await ask<RtpCapabilities>('capabilities') });
const options = await ask<TransportOptions>('transport');
const transport = sends ? device.createSendTransport(options) : device.createRecvTransport(options);
transport.on('connect', ({ dtlsParameters }, done) => {
  void ask('connect_transport', { transportId: transport.id, dtlsParameters }).then(done);
});
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
ready();
