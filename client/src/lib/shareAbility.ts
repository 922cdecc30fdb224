import type { ShareAbility } from '@beside/shared/domain/sharing';

type PolicyDocument = Document & { featurePolicy?: { allowsFeature(feature: string): boolean } };

/** Whether this browser, on this page, can share a screen at all; phones mostly cannot. */
export function shareAbility(): ShareAbility {
  // Absent on pages that were not loaded securely, whatever the types say.
  const { mediaDevices } = navigator as { mediaDevices?: Partial<MediaDevices> };
  if (!isSecureContext) return 'insecure';
  if (typeof mediaDevices?.getDisplayMedia !== 'function') return 'no-api';
  // Only Chromium tells; the others find out when the picker is refused.
  const { featurePolicy } = document as PolicyDocument;
  return featurePolicy?.allowsFeature('display-capture') === false ? 'policy' : 'yes';
}
