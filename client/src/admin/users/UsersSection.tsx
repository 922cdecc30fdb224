import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { ImportPage } from './ImportPage.tsx';
import { UserPage } from './UserPage.tsx';
import { UsersPage } from './UsersPage.tsx';

export default function UsersSection(): ReactElement {
  return (
    <Routes>
      <Route index element={<UsersPage />} />
      <Route path="import" element={<ImportPage />} />
      <Route path=":id" element={<UserPage />} />
    </Routes>
  );
}
