/** Tries the doors of the console with somebody, and says what of the answers is not as the table says. */
import { can } from '../../src/platform/access.ts'
import type { ConsoleRoute } from '../../src/platform/module.ts'
import { openFile } from '../../src/cases/index.ts'
import { removeMember } from '../../src/organisations/index.ts'
import { modules } from '../../src/composed.ts'
import type { TestOffice } from '../office.ts'
import { exceptions, untaken } from './exceptions.ts'
import { noteForms, sentTo } from './forms.ts'
import { addressesOf, type Address } from './objects.ts'
import { behind, type Behind } from './table.ts'
import { undoneOffice, type Answer, type Ask } from './undone.ts'
import { doorsWorld, type Caller } from './world.ts'

export const routes = modules.flatMap((module) => module.routes ?? [])
export const doorOf = ({ method, path }: ConsoleRoute) => `${method} ${path}`
/** They end the session, whoever it is. */
export const leaving = new Set(['/sign-out', '/leave'])

type Verdict = 'sign in first' | 'not in this role' | 'not there' | 'kept out' | 'in'
const answers: Record<Verdict, Record<'GET' | 'POST', readonly number[]>> = {
  'sign in first': { GET: [303], POST: [401] },
  'not in this role': { GET: [403], POST: [403] },
  // nothing tells it from an address that never was one
  'not there': { GET: [404], POST: [404] },
  'kept out': { GET: [403, 404], POST: [403, 404] },
  in: { GET: [200, 303], POST: [200, 303, 409, 422, 429] },
}

export async function openDoors(office: TestOffice) {
  const world = await doorsWorld(office)
  const door = undoneOffice(office)
  const { addressOf, idOf } = await addressesOf(office, { ...world.of, organisationId: world.organisationId })
  const { caseId } = world.of
  /** as the one who may do most finds them; whoever finds a form of her own sends that */
  const everyForm = new Map<string, URLSearchParams>()
  /** filters of lists, and what a page would be prepared for */
  const query = `?case=${caseId}&campaign=${addressOf('/campaigns/:id').path.split('/')[2]}`
  /** doors that took a form of somebody's */
  const taken = new Set<string>()
  const nothingTyped = new URLSearchParams({ note: 'x', caseId })

  function verdictOf(route: ConsoleRoute, { member, of, reach, removed }: Caller): Verdict {
    if (!member || removed) return 'sign in first'
    if (!can(member, route.verb)) return 'not in this role'
    const what = behind.get(doorOf(route))!
    if (what === 'own' || what === 'house') return 'in'
    if (what === 'row') return of === 'lead' ? 'in' : 'not there'
    if (what === 'hers') return member === world.ines ? 'in' : 'not there'
    if (what === 'seat') return ['lead', 'partner', 'observer'].includes(of) ? 'in' : 'not there'
    if (what === 'invited') return of === 'invited' ? 'in' : 'not there'
    if (reach === 'none') return 'not there'
    if (what === 'file') return reach === 'file' ? 'in' : 'kept out'
    if (what === 'ours') return of === 'lead' ? 'in' : 'kept out'
    if (what === 'partners') return of === 'partner' ? 'in' : 'kept out'
    return of === 'observer' && route.method === 'POST' ? 'kept out' : 'in'
  }

  function wrongWith(route: ConsoleRoute, address: Address, caller: Caller, answer: Answer): string[] {
    const verdict = verdictOf(route, caller)
    const wrong: string[] = []
    const but = exceptions[doorOf(route)]?.(caller, answer) === true
    const nothingThere = verdict === 'in' && !address.whole && answer.status === 404
    // what was public, or open, is not any more: that may be said to whoever is in
    const notNow = verdict === 'in' && caller.later === true && [403, 404].includes(answer.status)
    // a form that nobody's world makes whole is sent back, or its state does not fit, before anybody asks whose it is
    const notWhole =
      verdict === 'kept out' &&
      [409, 422].includes(answer.status) &&
      (caller.later || untaken.has(doorOf(route)))
    const fine = nothingThere || but || notNow || notWhole
    if (!answers[verdict][route.method].includes(answer.status) && !fine)
      wrong.push(`${answer.status} instead of ${verdict}`)
    if (verdict !== 'in' && answer.wrote && !but) wrong.push('something was written')
    if (verdict === 'sign in first' && route.method === 'GET' && !answer.to.startsWith('/sign-in'))
      wrong.push(`leads to ${answer.to}`)
    const told = world.wordsIn(answer.text).filter((word) => !world.mayRead(caller, word))
    if (told.length > 0) wrong.push(`tells ${told.join(', ')}`)
    return wrong.map((one) => `${doorOf(route)}: ${one}`)
  }

  async function come(caller: Caller): Promise<Ask> {
    const { ask, sessionId } = await door.browser(caller.member)
    if (caller.reach === 'file' && can(caller.member!, 'case.person'))
      await office.db.transaction(caller.member!, (tx) =>
        openFile(tx, { caseId, sessionId: sessionId!, reason: 'contact' }),
      )
    if (caller.removed)
      await office.db.transaction(world.ines, (tx) => removeMember(tx, { memberId: caller.member!.memberId }))
    return ask
  }

  /** Every page, then every form, of the doors behind which this lies; gives what is wrong. */
  async function walk(
    caller: Caller,
    through?: readonly Behind[],
    methods: readonly ConsoleRoute['method'][] = ['GET', 'POST'],
  ): Promise<string[]> {
    const ask = await come(caller)
    const forms = new Map<string, URLSearchParams>()
    const wrong: string[] = []
    for (const method of methods)
      for (const route of routes) {
        const what = behind.get(doorOf(route))
        if (route.method !== method || !what || leaving.has(route.path) || through?.includes(what) === false)
          continue
        const address = addressOf(route.path)
        const { path } = address
        // a stranger forges what the lead would send
        const form = (caller.reach === 'none' ? undefined : forms.get(path)) ?? everyForm.get(path)
        const body = method === 'POST' ? sentTo(doorOf(route), form ?? nothingTyped, idOf) : undefined
        const answer = await ask(method, body ? path : path + query, body)
        if (method === 'POST' && answer.status < 400) taken.add(doorOf(route))
        if (method === 'GET') noteForms(answer.text, path, forms)
        wrong.push(...wrongWith(route, address, caller, answer))
      }
    if (caller.member === world.ines) for (const [path, form] of forms) everyForm.set(path, form)
    return [...wrong, ...door.faults.splice(0)]
  }

  /** Before the others: finds the forms that they are tried with. */
  async function findForms(): Promise<number> {
    await walk(world.callers['lead, admin on the team']!, undefined, ['GET'])
    return everyForm.size
  }
  return { world, walk, findForms, taken }
}
