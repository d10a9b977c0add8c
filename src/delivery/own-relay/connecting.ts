import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import type { WorkerServices } from '#platform/module.ts'
import { checkedAddress, isAllowedPlace } from '#platform/outside/index.ts'
import { Invalid } from '#platform/web/errors.ts'
import { connectSmtp, RelayUnavailable, type SmtpConnection } from '../smtp.ts'
import { mustBePlace, relayPlace, type RelaySettings } from './settings.ts'

type Services = Pick<WorkerServices, 'db' | 'publicUrl' | 'outsideAllow'>

/** A mail server of an organisation's own that its mail leaves by at present, or that waits to be tried. */
export interface RelayNow {
  organisationId: string
  id: string
  inUse: boolean
  toTry: boolean
}

/** Of every organisation: ids and marks, no settings. */
export async function relaysNow({ db }: Pick<WorkerServices, 'db'>): Promise<RelayNow[]> {
  const { rows } = await db.pool.query<{
    organisation_id: string
    id: string
    in_use: boolean
    to_try: boolean
  }>('select * from wl.organisation_relays_now()')
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    id: row.id,
    inUse: row.in_use,
    toTry: row.to_try,
  }))
}

/** The settings of a mail server that has not ended. Safety: they are opened for a connection and kept nowhere. */
export async function openSettings(tx: Tx, id: string): Promise<RelaySettings | undefined> {
  mustBeAllowed(tx, 'relay.open')
  const row = await tx.db
    .selectFrom('organisation_relays')
    .select(['sealed', 'organisation_id'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const key = await tx.keys.organisation(row.organisation_id)
  return key.openJson<RelaySettings>(relayPlace(id), row.sealed)
}

/** Opens a connection to an organisation's own mail server, ready for MAIL. @throws RelayUnavailable */
export async function connectOwnRelay(
  services: Services,
  { organisationId, id }: Pick<RelayNow, 'organisationId' | 'id'>,
  signal: AbortSignal,
): Promise<SmtpConnection> {
  const settings = await services.db
    .reading(workerOf(organisationId), (tx) => openSettings(tx, id))
    // Safety: why a row does not open is no word of a mail server
    .catch(() => undefined)
  if (!settings) throw new RelayUnavailable('the settings of this mail server are not there any more')
  return await connectGuarded(services, settings, { replyTimeout: 30_000, signal })
}

/**
 * The way out to a server that a member named: the place is held against the rules each time, every address of the host has
 * to be plain unicast, and the socket is pinned to the one that was looked at. @throws RelayUnavailable
 */
export async function connectGuarded(
  { publicUrl, outsideAllow }: Pick<Services, 'publicUrl' | 'outsideAllow'>,
  { host, port, security, user, password }: RelaySettings,
  { signal, ...patience }: { connectTimeout?: number; replyTimeout?: number; signal?: AbortSignal } = {},
): Promise<SmtpConnection> {
  try {
    mustBePlace({ host, port, security }, outsideAllow)
  } catch (error) {
    if (error instanceof Invalid) throw new RelayUnavailable('the operator allows no such mail server')
    throw error
  }
  const late = AbortSignal.timeout(patience.connectTimeout ?? 10_000)
  const found = await checkedAddress(host, {
    allowed: isAllowedPlace(host, port, outsideAllow),
    signal: AbortSignal.any([late, ...(signal ? [signal] : [])]),
  }).catch(() => 'unresolved' as const)
  // Safety: what lies behind this machine's own network is not told apart from what is not there
  if (typeof found === 'string')
    throw new RelayUnavailable('the name of the mail server leads to no public address')
  const settings = {
    ...{ host, port, address: found.address, name: new URL(publicUrl).hostname },
    ...{ implicitTls: security === 'tls', requireTls: security !== 'none' },
    ...(user === '' ? {} : { user, password }),
    ...patience,
  }
  return await connectSmtp(settings, signal)
}
