import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import {
  useId,
  useMemo,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import { filterRequests } from '../filterRequests.ts';
import { useOpenRequest } from '../useOpenRequest.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './commands.module.css';
import { CommandRow } from './CommandRow.tsx';
import type { Command } from './commands.ts';

type Row = readonly [id: string, command: Command];

const maxFound = 8;

/** A field and what fits it; the arrows choose, Enter does it. */
export function CommandList({ onDone }: { onDone: () => void }): ReactElement {
  const { t } = useI18n();
  const id = useId();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const rows = useRows(search);
  // What is chosen stays so when more is offered above it.
  const at = Math.max(
    0,
    rows.findIndex(([row]) => row === chosen),
  );
  const choose = (index: number): void => setChosen(rows[index]?.[0] ?? '');

  function run([, command]: Row): void {
    onDone();
    // The palette gives the focus back first; a dialog of the command then takes it.
    setTimeout(command.run);
  }

  function press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const row = rows[at];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      choose((at + step + rows.length) % rows.length);
    } else if (event.key === 'Enter' && row) {
      event.preventDefault();
      run(row);
    }
  }

  return (
    <>
      <div className={styles.field}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          autoFocus
          data-autofocus
          role="combobox"
          aria-label={t('command.title')}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
          placeholder={t('command.placeholder')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setChosen('');
          }}
          onKeyDown={press}
        />
      </div>
      <ul id={id} className={styles.rows} role="listbox" aria-label={t('command.title')}>
        {rows.map((row, index) => (
          <CommandRow
            key={row[0]}
            id={`${id}-${index}`}
            command={row[1]}
            heading={rows[index - 1]?.[1].section !== row[1].section}
            active={index === at}
            onPoint={() => choose(index)}
            onRun={() => run(row)}
          />
        ))}
      </ul>
      {rows.length === 0 && (
        <p className={styles.nothing} role="status">
          {t('command.none', { search: search.trim() })}
        </p>
      )}
    </>
  );
}

/** The commands whose names have every word that was typed, and the requests that it finds. */
function useRows(search: string): readonly Row[] {
  const { t } = useI18n();
  const openRequest = useOpenRequest();
  const { commands, list, me } = useWorkspace();
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  return useMemo(() => {
    const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = ([id, { label }]: Row): boolean =>
      id !== 'palette' && words.every((word) => label.toLocaleLowerCase().includes(word));
    const offered = all.filter(fits);
    if (words.length === 0) return offered;
    const known = new Set(offered.map(([id]) => id));
    const found = filterRequests(list.getState().requests.values(), 'all', search, me.id)
      .filter(({ id }) => !known.has(`go:${id}`))
      .slice(0, maxFound)
      .map((request): Row => {
        const { id, question } = request;
        const name = customerName(request, t);
        const label = `${t('command.go', { name })}${question && ` – ${question}`}`;
        const run = (): void => openRequest(id);
        return [`go:${id}`, { label, section: 'go', Icon: IconArrowRight, run }];
      });
    return [...offered, ...found];
  }, [search, all, list, me.id, openRequest, t]);
}
