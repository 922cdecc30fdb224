import { useEffect, useState, type DragEvent, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { fetchLogKey } from '../../signaling/api.ts';
import { Welcome } from '../Welcome.tsx';
import { checkFile, type Checked } from './checkFile.ts';
import { LogRows } from './LogRows.tsx';
import styles from './verify.module.css';

/** Where a customer checks a log that they have saved (rule X5); once loaded, it needs no line. */
export function VerifyPage(): ReactElement {
  const { t } = useI18n();
  const [key, setKey] = useState<string>();
  const [checked, setChecked] = useState<{ name: string; result: Checked }>();
  useEffect(() => {
    document.title = t('verify.title');
  }, [t]);
  useEffect(() => {
    fetchLogKey().then(setKey, () => undefined);
  }, []);

  const check = async (file: File | undefined): Promise<void> => {
    if (file) setChecked({ name: file.name, result: await checkFile(file, key) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void check(event.dataTransfer.files[0]);
  };
  return (
    <Welcome account={null} title={t('verify.title')} text={t('verify.text')}>
      <label className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <span>{t('verify.choose')}</span>
        <input
          type="file"
          accept=".json,.jsonl,application/json"
          onChange={({ currentTarget }) => void check(currentTarget.files?.[0])}
        />
      </label>
      <div role="status">
        {checked && <Result key={checked.name} name={checked.name} result={checked.result} />}
      </div>
      {checked?.result.ok && <LogRows file={checked.result.file} />}
      {checked && !checked.result.ok && checked.result.why === 'no-key' && (
        <LogRowsOf verdict={checked.result.verdict} />
      )}
    </Welcome>
  );
}

function LogRowsOf({ verdict }: { verdict: Checked }): ReactElement | null {
  return verdict.ok ? <LogRows file={verdict.file} /> : null;
}

function Result({ name, result }: { name: string; result: Checked }): ReactElement {
  const { t } = useI18n();
  if (result.ok) {
    const { account = '' } = result.file.end.head;
    return (
      <div className={styles.result} data-kind="good">
        <strong>{t('verify.whole')}</strong>
        <p>{account ? t('verify.whole-hint', { account }) : t('verify.whole-plain')}</p>
        <small>{name}</small>
      </div>
    );
  }
  const at = 'at' in result ? result.at : 0;
  return (
    <div className={styles.result} data-kind={result.why === 'no-key' ? 'unsure' : 'bad'}>
      <strong>{t(`verify.fault-${result.why}`, { at })}</strong>
      <small>{name}</small>
    </div>
  );
}
