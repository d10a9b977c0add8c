/** The people of a case by name, those of other organisations too, as far as theirs have named them to the room. */
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import { listColleagues, type Colleague } from './colleagues.ts'
import { listPeopleBeside } from './people-beside.ts'
import { Invalid } from '#platform/web/errors.ts'
import { listTeam } from './reads.ts'

/** One's own colleagues, then those whom other organisations have named, with theirs beside the name. */
export async function listPeopleOfCase(tx: Tx, caseId: string): Promise<Colleague[]> {
  const own = await listColleagues(tx)
  const beside = await listPeopleBeside(tx, caseId)
  return [
    ...own,
    ...beside
      .filter(({ accountId }) => !own.some((one) => one.accountId === accountId))
      .map(({ accountId, name, organisation, role }) => ({
        ...{ accountId, role },
        name: `${name} (${organisation})`,
      })),
  ]
}

/** What to call whoever did something in a case. */
export type NameOf = (accountId: string) => string

export async function namesInCase(tx: Tx, caseId: string, i18n: I18n): Promise<NameOf> {
  const names = new Map((await listPeopleOfCase(tx, caseId)).map((one) => [one.accountId, one.name]))
  return (accountId) => names.get(accountId) ?? i18n.t('cases.team.unknown')
}

/** The team by name, to choose an owner from; for pages of the team. */
export async function namedTeam(tx: Tx, caseId: string): Promise<{ accountId: string; name: string }[]> {
  const people = await listPeopleOfCase(tx, caseId)
  return (await listTeam(tx, caseId)).flatMap(({ accountId }) => {
    const name = people.find((one) => one.accountId === accountId)?.name
    return name ? [{ accountId, name }] : []
  })
}

/** Whoever is to do something about a person is of her team. @throws Invalid */
export async function mustBeOwner(tx: Tx, caseId: string, ownerId: string | undefined): Promise<void> {
  if (ownerId && !(await listTeam(tx, caseId)).some(({ accountId }) => accountId === ownerId))
    throw new Invalid({ ownerId: 'case.risk.error.owner' })
}
