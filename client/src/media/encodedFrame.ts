/**
 * What is used of an encoded frame that is on its way through a script (W3C WebRTC Encoded Transform);
 * sounds have no `type`.
 */
export interface EncodedFrame {
  data: ArrayBuffer;
  readonly type?: 'key' | 'delta' | 'empty';
  getMetadata(): {
    mimeType?: string;
    synchronizationSource?: number;
    /** There where both ends have agreed upon the dependency descriptor. */
    frameId?: number;
    dependencies?: number[];
  };
}
