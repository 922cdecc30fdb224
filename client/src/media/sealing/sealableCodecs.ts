/** What can be sealed (see `frameTransform.ts`), and what repairs it on its way. */
const usable = /\/(vp8|av1|rtx|red|ulpfec|flexfec-03|opus)$/i;

/** Leaves only codecs that can be sealed to be negotiated, on the direct link too: a picture may change to the relay. */
export function onlySealableCodecs(transceiver: RTCRtpTransceiver): void {
  const { kind } = transceiver.receiver.track;
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs.filter(({ mimeType }) =>
    usable.test(mimeType),
  );
  if (codecs?.some(({ mimeType }) => /vp8|opus/i.test(mimeType))) {
    transceiver.setCodecPreferences(codecs);
  }
}
