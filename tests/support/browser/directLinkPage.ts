/**
 * A page with both ends of a direct link: the customer shares its tab at a click on "Share" and
 * calls `makeOffer`, the technician `makeAnswer`, the customer `takeAnswer`; each description
 * carries all its candidates. `figures` says what has come in.
 */
export const directLinkPage = `<!doctype html>
<title>Direct link</title>
<button>Share</button> <output></output>
<div style="position: absolute; width: 80px; height: 80px; background: teal"></div>
<video muted autoplay playsinline></video>
<script>
  const $ = (selector) => document.querySelector(selector);
  let step = 0;
  requestAnimationFrame(function move() {
    $('div').style.left = (step++ % 600) + 'px';
    requestAnimationFrame(move);
  });

  const peer = new RTCPeerConnection();
  const channel = peer.createDataChannel('count', { negotiated: true, id: 1 });
  let messages = 0;
  channel.onmessage = () => (messages += 1);
  channel.onopen = () => setInterval(() => channel.send('tick'), 50);
  peer.ontrack = ({ track }) => ($('video').srcObject = new MediaStream([track]));

  $('button').onclick = async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: true,
      preferCurrentTab: true,
    });
    peer.addTrack(stream.getVideoTracks()[0], stream);
    $('output').textContent = 'Sharing';
  };

  const described = async (description) => {
    await peer.setLocalDescription(description);
    while (peer.iceGatheringState !== 'complete') {
      await new Promise((resolve) => peer.addEventListener('icegatheringstatechange', resolve));
    }
    return peer.localDescription.toJSON();
  };
  const makeOffer = async () => described(await peer.createOffer());
  const makeAnswer = async (offer) => {
    await peer.setRemoteDescription(offer);
    return described(await peer.createAnswer());
  };
  const takeAnswer = (answer) => peer.setRemoteDescription(answer);

  const figures = async () => {
    const stats = [...(await peer.getStats()).values()];
    const video = stats.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
    const pair = stats.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
    const remote = stats.find(({ id }) => id === pair?.remoteCandidateId);
    return {
      messages,
      remoteAddress: remote?.address,
      packetsReceived: video?.packetsReceived ?? 0,
      framesDecoded: video?.framesDecoded ?? 0,
      width: video?.frameWidth ?? 0,
      height: video?.frameHeight ?? 0,
    };
  };
</script>`;
