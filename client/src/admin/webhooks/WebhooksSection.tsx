import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { DeliveriesPage } from './DeliveriesPage.tsx';
import { WebhooksPage } from './WebhooksPage.tsx';

/** Webhooks of the account, and what became of what was sent to each. */
export default function WebhooksSection(): ReactElement {
  return (
    <Routes>
      <Route index element={<WebhooksPage />} />
      <Route path=":id" element={<DeliveriesPage />} />
    </Routes>
  );
}
