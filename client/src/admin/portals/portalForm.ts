import type { UseFormReturnType } from '@mantine/form';
import type { PortalFormValues } from '@beside/shared/protocol/admin/portals';

export type PortalForm = UseFormReturnType<PortalFormValues>;
