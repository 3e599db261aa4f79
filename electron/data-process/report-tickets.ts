import { randomUUID } from 'node:crypto';
import { Failure } from '#domain/system/failure.ts';

/** Pages waiting to be drawn. A print window holds one ticket and can ask for nothing else. */
const pages = new Map<string, unknown>();

export function ticketFor(page: unknown): string {
  const ticket = randomUUID();
  pages.set(ticket, page);
  return ticket;
}

export function pageFor(ticket: string): unknown {
  if (!pages.has(ticket)) throw new Failure('not-found', 'This print job is over. Print again.');
  return pages.get(ticket);
}

export function endTicket(ticket: string): void {
  pages.delete(ticket);
}
