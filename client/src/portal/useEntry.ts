import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useState } from 'react';
import { RequestFailed } from '../signaling/signaling.ts';
import {
  askedAs,
  faultsOf,
  missing,
  type Asked,
  type FormFaults,
  type FormValues,
} from './form.ts';

/** What went wrong with the form as a whole. */
type Problem = 'form.failed' | 'error.too-fast' | 'form.code-too-many';

export interface EntryParts {
  asked: readonly Asked[];
  send: (values: FormValues) => Promise<OpenedRequest>;
  onOpened: (opened: OpenedRequest) => void;
  /** The server knows better what is asked now. */
  onStale?: (() => void) | undefined;
}

/** A form on its way: what is typed, what is wrong with it, and what became of sending it. */
export function useEntry({ asked, send, onOpened, onStale }: EntryParts) {
  const [values, setValues] = useState<FormValues>({});
  const [faults, setFaults] = useState<FormFaults>({});
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  function write(key: string, value: string): void {
    setValues((before) => ({ ...before, [key]: value }));
    setFaults(({ [key]: _, ...others }) => others);
  }

  /** Says who or what is at fault. @returns the first question that has to be answered anew */
  function refused(error: RequestFailed): Asked | undefined {
    const codeIsAsked = asked.find(({ kind }) => kind === 'code');
    const wrong =
      error.reason === 'wrong-code'
        ? codeIsAsked
        : error.reason === 'technician-not-available'
          ? asked.find(({ kind }) => kind === 'technician')
          : askedAs(asked, error.field);
    if (wrong) {
      const fault =
        wrong.kind === 'code'
          ? 'form.code-wrong'
          : wrong.kind === 'technician'
            ? 'form.technician-gone'
            : values[wrong.key]?.trim()
              ? 'form.not-accepted'
              : missing[wrong.kind];
      setFaults({ [wrong.key]: fault });
      if (wrong.kind === 'technician') setValues((before) => ({ ...before, [wrong.key]: '' }));
    } else if (error.code === 'rate-limited') {
      setProblem(codeIsAsked ? 'form.code-too-many' : 'error.too-fast');
    } else {
      setProblem('form.failed');
    }
    if (error.reason !== 'wrong-code') onStale?.();
    return wrong;
  }

  /** @returns the first question that has to be answered anew */
  async function submit(): Promise<Asked | undefined> {
    const found = faultsOf(asked, values);
    setFaults(found);
    setProblem(null);
    const first = asked.find(({ key }) => found[key]);
    if (first || sending) return first;
    setSending(true);
    try {
      onOpened(await send(values));
      return undefined;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      return refused(error);
    } finally {
      setSending(false);
    }
  }

  /** Somebody who was picked has gone meanwhile. */
  function unpick(key: string): void {
    setValues((before) => ({ ...before, [key]: '' }));
    setFaults((before) => ({ ...before, [key]: 'form.technician-gone' }));
  }

  return { values, faults, sending, problem, write, submit, unpick };
}
