import type { Notice } from '../ports/notices.ts';
import { shortText, words } from './texts.ts';

/** One letter in both its forms. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}

function paragraphs(text: string): string {
  return escape(text).replaceAll(/\r\n|\r|\n/g, '<br>');
}

/** What a letter says, part by part, in its reader's language. */
export interface LetterParts {
  language: string;
  title: string;
  hello: string;
  lead: string;
  /** In the words of somebody else. */
  quoted: string[];
  action: string;
  link: string;
  why: string;
}

/** @param link leads to the request, or to the console */
export function writeLetter(notice: Notice, link: string): Letter {
  const { event, language, request, messages } = notice;
  const say = (key: Parameters<typeof words>[1]) =>
    words(language, key, {
      name: notice.recipient,
      customer: request?.customer || words(language, 'mail.unnamed'),
      portal: request?.portal ?? '',
    });
  return composeLetter({
    language,
    title: shortText(notice).title,
    hello: say('mail.hello'),
    lead: say(`mail.${event}-text`),
    quoted: messages.length > 0 ? messages : request?.question ? [request.question] : [],
    action: say(event === 'test' ? 'mail.open-console' : 'mail.open'),
    link,
    why: say('mail.why'),
  });
}

export function composeLetter(parts: LetterParts): Letter {
  const { language, title, hello, lead, quoted, action, link, why } = parts;
  const text = [
    hello,
    lead,
    ...quoted.map((one) => one.replaceAll(/^/gm, '> ')),
    `${action}: ${link}`,
    `-- \n${why}`,
  ].join('\n\n');
  const quotes = quoted.map(
    (one) =>
      `<blockquote class="quote" style="margin:0 0 12px;padding:12px 16px;border-left:3px solid #0f6b5c;background:#f5f4f0;border-radius:6px">${paragraphs(one)}</blockquote>`,
  );
  const body = [
    `<p style="margin:0 0 12px">${escape(hello)}</p>`,
    `<p style="margin:0 0 16px">${escape(lead)}</p>`,
    ...quotes,
    `<p style="margin:20px 0"><a class="action" href="${escape(link)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0f6b5c;color:#ffffff;font-weight:600;text-decoration:none">${escape(action)}</a></p>`,
    `<p class="small" style="margin:24px 0 0;font-size:13px;color:#575f5c">${escape(why)}</p>`,
  ].join('\n');
  return { subject: title, text: `${text}\n`, html: page(language, title, body) };
}

/** Says its colours for both schemes, so that no mail program has to guess them. */
function page(language: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>
@media (prefers-color-scheme: dark) {
  body, .sheet { background: #191d1c !important; color: #eceeea !important; }
  .quote { background: #272e2c !important; color: #eceeea !important; }
  .small { color: #a5afab !important; }
}
</style>
</head>
<body style="margin:0;background:#ffffff;color:#1c2321">
<div class="sheet" style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;color:#1c2321;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escape(title)}</h1>
${body}
</div>
</body>
</html>
`;
}
