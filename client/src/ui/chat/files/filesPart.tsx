import type { Entry } from '@beside/shared/domain/request';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { AttachButton } from './AttachButton.tsx';
import { FileCard } from './FileCard.tsx';
import type { FilesModel } from './filesModel.ts';
import { PictureCard } from './PictureCard.tsx';
import { ProfileCard } from './ProfileCard.tsx';
import { UploadList } from './UploadList.tsx';

/** What a chat shows and takes of files, made once for a conversation. */
export interface FilesPart {
  /** What an entry has besides words; null where it has nothing. */
  extra: (entry: Entry) => ReactNode;
  /** In the message field. */
  Attach: ComponentType;
  /** In front of it; takes what is dropped on, or pasted into, what it stands in. */
  Uploads: ComponentType;
}

export function createFilesPart(files: FilesModel): FilesPart {
  return {
    extra(entry) {
      if (entry.kind === 'file') {
        const Card = entry.file.picture ? PictureCard : FileCard;
        return <Card file={entry.file} link={files.fileLink} />;
      }
      const { profileLink } = files;
      if (!profileLink || entry.kind !== 'event' || entry.event.code !== 'profile-sent')
        return null;
      return <ProfileCard name={entry.event.profile.name} link={() => profileLink(entry.id)} />;
    },
    Attach: (): ReactElement => <AttachButton onFiles={files.add} />,
    Uploads: (): ReactElement => <UploadList files={files} />,
  };
}
