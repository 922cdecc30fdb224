import type { EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { HelperView } from '@beside/shared/protocol/contract/helper';

/** What the helper has to know of a request: whose input it takes, and under which grant. */
export function helperView({ version, live, assignee, team }: SupportRequest): HelperView {
  const { share, control } = live;
  const people = [...(assignee ? [assignee] : []), ...(team?.members ?? [])];
  return {
    version,
    // Nobody's page where nothing is shared: it takes input from none.
    page: share.phase === 'sharing' ? share.endpoint : nobody,
    paused: share.phase !== 'sharing' || share.paused,
    control:
      control.phase === 'granted'
        ? {
            grantId: control.grantId,
            level: control.level,
            name: people.find(({ id }) => id === control.to)?.name ?? '',
          }
        : null,
  };
}

const nobody = '00000000-0000-4000-8000-000000000000' as EndpointId;
