import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { PortalPage } from './PortalPage.tsx';
import { PortalsPage } from './PortalsPage.tsx';

export default function PortalsSection(): ReactElement {
  return (
    <Routes>
      <Route index element={<PortalsPage />} />
      <Route path=":id" element={<PortalPage />} />
    </Routes>
  );
}
