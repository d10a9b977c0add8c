/** A case whose page is asked for an hour, signed by its two, and the clock that brings it there. */
import { beforeEach, expect } from 'vitest'
import type { Member } from '../src/platform/actor.ts'
import { askForSignature, holdTakenBack, publishAtTheirHour, takeBackWord } from '../src/publishing/index.ts'
import { buildCase, buildConsents, type BuiltCase } from './build-case.ts'
import { buildPartner } from './build-coalition.ts'
import { testOffice } from './office.ts'
import { signBeside } from './sign.ts'
import { lighthouse } from './world.ts'

/** Call it at the top level of a test file: each of its tests has a case of its own. */
export async function hourWorld() {
  const office = await testOffice()
  const { ines, tomas } = office.member
  const wanjiru = await buildPartner(office.db)
  const river = { ...lighthouse, name: 'River Desk' }
  const noe = await buildPartner(office.db, river, { name: 'Noe Sund', address: 'noe@river.example' })
  const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
  const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
    office.db.transaction(fresh(who), run)

  const world = { her: undefined! as BuiltCase, consents: {} as Record<string, string>, n: 0 }
  beforeEach(async () => {
    office.clock.move(60_000)
    world.her = await buildCase(office.db, fresh(ines), { codeName: `Hour ${++world.n}` })
    world.consents = await buildConsents(office.db, fresh(ines), world.her)
  })

  const choice = { languages: ['en'], gate: 'name', items: ['story'], portrait: false, status: false }
  const inHours = (many: number) => new Date(office.clock.now().getTime() + many * 3_600_000)
  /** As the clocks of Nairobi show it: three hours ahead of UTC, all year. */
  const nairobi = (at: Date) => ({
    local: new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 16),
    zone: 'Africa/Nairobi',
  })
  const ask = (publishAt = nairobi(inHours(2))) =>
    as(ines, (tx) => askForSignature(tx, { kind: 'case', subjectId: world.her.caseId, choice, publishAt }))
  const timed = async (publishAt?: ReturnType<typeof nairobi>) => {
    const { signOffId } = await ask(publishAt)
    expect((await signBeside(office.db, fresh(tomas), signOffId)).state).toBe('prepared')
    return signOffId
  }
  const signs = async (who: Member, id: string) => (await signBeside(office.db, fresh(who), id)).state
  const takesBack = (who: Member, signOffId: string, reason = 'The court has moved the day.') =>
    as(who, (tx) => takeBackWord(tx, { signOffId, reason }))
  const toldWithinSeconds = () => holdTakenBack(office.db, ines.organisationId)
  const isPublic = () => office.count('publications', `case_id = '${world.her.caseId}'`)
  const row = (id: string) =>
    as(ines, ({ db }) =>
      db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  const hours = (many: number) => office.clock.move(many * 3_600_000)
  const theClock = () => publishAtTheirHour(office.db, ines.organisationId)
  const alarms = () => office.count('alarms', `stage = 'text-held' and case_id = '${world.her.caseId}'`)
  return {
    world,
    ...{
      office,
      wanjiru,
      noe,
      fresh,
      as,
      choice,
      inHours,
      nairobi,
      ask,
      timed,
      signs,
      takesBack,
      toldWithinSeconds,
      isPublic,
      row,
      hours,
      theClock,
      alarms,
      ines,
      tomas,
    },
  }
}
