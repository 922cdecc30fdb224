/** The content type of CMS signed data, 1.2.840.113549.1.7.2 (RFC 5652, section 5), in DER. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex');
/** Where it stands, behind the tag and length of what is around it. */
const signedDataWithin = 24;

/**
 * Whether bytes are an Apple configuration profile: a property list that says so, or one within a
 * signature. Whose signature it is, the device shows to the person who installs it.
 */
export function readProfile(content: Buffer): { signed: boolean } | undefined {
  const signed = content[0] === 0x30 && content.subarray(0, signedDataWithin).includes(signedData);
  const text = content.toString(signed ? 'latin1' : 'utf8');
  if (!signed && !/^\ufeff?\s*<(?:\?xml|!DOCTYPE plist|plist)/.test(text)) return undefined;
  const isConfiguration =
    text.includes('<plist') &&
    text.includes('</plist>') &&
    /<key>\s*PayloadType\s*<\/key>\s*<string>\s*Configuration\s*<\/string>/.test(text);
  return isConfiguration ? { signed } : undefined;
}
