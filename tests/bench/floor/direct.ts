import SimplePeer, { type SignalData } from 'simple-peer';
import { moveHand, takeHand } from './hand.ts';
import { onShare, ready, sends, show, socket, withHand } from './page.ts';

/** Plain simple-peer between two pages, connected before there is a picture. */
const peer = new SimplePeer({ initiator: sends, config: { iceServers: [] } });
peer.on('signal', (signal: SignalData) => socket.emit('signal', signal));
socket.on('signal', (signal: SignalData) => peer.signal(signal));
peer.on('connect', ready);
peer.on('stream', show);
onShare((stream) => peer.addStream(stream));
if (withHand) {
  if (sends) peer.on('data', moveHand);
  else takeHand((message) => peer.send(message));
}
