import type { WebReply } from '../web-operation.ts';
import type { Person } from '../../identity-center/identity-center.ts';

/** A plain HTML page. */
export function page(status: number, title: string, content: string): WebReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${content}</html>`,
  };
}

/** A page with a question to the user; each link requests the same page with an answer. */
export function question(title: string, url: URL): WebReply {
  const link = (decision: Person['decision'], text: string) => {
    const answered = new URL(url);
    answered.searchParams.set('decision', decision);
    return `<p><a href="${answered.toString().replaceAll('&', '&amp;')}">${text}</a></p>`;
  };
  return page(200, title, link('approve', 'Allow access') + link('refuse', 'Deny access'));
}

/** The answer in the link, else the configured answer of the user. */
export function decisionOf(url: URL, person: Person): Person['decision'] {
  const clicked = url.searchParams.get('decision');
  return clicked === 'approve' || clicked === 'refuse' ? clicked : person.decision;
}
