import type { Me } from '@beside/shared/protocol/http';
import { createContext, useContext } from 'react';

/** Who is in the management centre. */
export const AdminContext = createContext<Me | null>(null);

/** @throws outside of an AdminContext */
export function useAdminUser(): Me {
  const me = useContext(AdminContext);
  if (!me) throw new Error('no AdminContext above this component');
  return me;
}
