import type { FastifyInstance } from 'fastify';
import { type UnofficialPage, unofficialPage } from '../../spec/unofficial-claims/read-pages.ts';
import type { Context } from '../context.ts';
import { unofficialFaq } from './unofficial-faq/unofficial-faq.ts';

/**
 * Registers what an unofficial page says, beside the routes and hooks of the service: its overlay is in the contract
 * already.
 */
export type Profile = (app: FastifyInstance, context: Context, page: UnofficialPage) => void;

/** Each profile by the name of its page in `spec/unofficial-claims/`, which is the name of its overlay as well. */
const profiles: Readonly<Record<string, Profile>> = { 'unofficial-faq': unofficialFaq };

export const profileNames: readonly string[] = Object.keys(profiles);

/** Registers the profile of the contract, if it has one. */
export function registerProfile(app: FastifyInstance, context: Context): void {
  const { profile } = context.contract;
  if (profile === null) return;
  const register = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  const page = unofficialPage(profile);
  if (register === undefined || page === undefined) {
    throw new Error(`there is no profile "${profile}" in mock/profiles/profiles.ts`);
  }
  register(app, context, page);
}
