/** A case with a canary and hostile text in every field of its file. */
import type { Member } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import { addFact } from '../src/cases/facts/fact.ts'
import { tlpMarks, visibilities } from '../src/cases/facts/lists.ts'
import { addIntervention } from '../src/cases/interventions/intervention.ts'
import { addRestriction } from '../src/cases/liberty/restriction.ts'
import { setLiberty } from '../src/cases/liberty/status.ts'
import { savePerson } from '../src/cases/persons/person.ts'
import { addCharge } from '../src/cases/proceedings/charge.ts'
import { scheduleHearing } from '../src/cases/proceedings/hearing.ts'
import { addProceeding } from '../src/cases/proceedings/proceeding.ts'
import { assess } from '../src/cases/risk/assessment.ts'
import { addThreat } from '../src/cases/risk/threat.ts'
import { setWish } from '../src/cases/wishes/wish.ts'
import { saveWording } from '../src/cases/wording.ts'
import { buildCase } from './build-case.ts'

const attack = '<script>alert(1)</script>\u202e<b onmouseover=x>'
/** A word that stands in one field of the file and nowhere else. */
export const canary = (field: string): string => `zq-${field} ${attack}`

/** A file with a canary in every field that a sheet could ever touch. */
export async function buildFullFile(
  db: Database,
  ines: Member,
  codeName: string,
  status: 'police-custody' | 'in-hiding' = 'police-custody',
) {
  const { caseId, personId } = await buildCase(db, ines, { codeName, room: 'coalition' })
  await db.transaction(ines, async (tx) => {
    await savePerson(tx, {
      ...{ caseId, personId, legalName: 'Zqlegal Zqsurname', calledName: 'Zqcalled', publicName: 'Zqpublic' },
      ...{ codeName: 'Zqshort', pronouns: 'zq-pronouns', languages: 'zq-languages', work: ['journalist'] },
      ...{ affiliation: canary('affiliation'), dependants: 3, health: canary('health') },
      ...{ interpreter: canary('interpreter'), channels: canary('channels'), neverContact: canary('never') },
    })
    for (const [role, legalName] of [
      ['family', 'Zqbrother Zqsurname'],
      ['witness', 'Zqwitness'],
      ['lawyer', 'Zqlawyer'],
    ] as const)
      await savePerson(tx, { caseId, role, legalName, health: canary(`${role}-health`) })
    await saveWording(tx, {
      ...{
        caseId,
        language: 'en',
        version: 1,
        translation: 'original',
        name: 'Zqpublic',
        zone: 'Asia/Amman',
      },
      ...{ sentence: canary('sentence'), story: canary('story'), concern: canary('concern') },
    })
    await assess(tx, {
      ...{ caseId, harm: 'attack', level: 'high', assessedOn: '2026-11-20', validUntil: '2026-12-20' },
      ...{ wording: { en: canary('wording') }, assessors: {}, assessorCount: 2 },
      behind: { reasons: canary('reasons'), ownView: canary('own-view'), vulnerabilities: canary('weak') },
    })
    await setLiberty(tx, {
      ...{ caseId, status, since: '2026-11-20', basis: status === 'in-hiding' ? [] : ['ii'] },
      ...{ contact: status === 'in-hiding' ? [] : ['lawyer-refused'], counsel: [] },
      ...{ place: 'zq-place', note: canary('liberty-note') },
    })
    await addRestriction(tx, { caseId, kind: 'travel-ban', since: '2026-11-01', note: canary('restriction') })
    for (const visibility of visibilities)
      for (const tlp of tlpMarks.filter(
        (one) => one === 'clear' || visibility === 'team' || (visibility === 'coalition' && one !== 'red'),
      ))
        await addFact(tx, {
          ...{
            caseId,
            kind: 'fact',
            on: '2026-11-10',
            precision: 'exact',
            zone: 'Asia/Amman',
            visibility,
            tlp,
          },
          ...{
            verification: 'confirmed',
            reliability: 'reliable',
            statement: canary(`fact-${visibility}-${tlp}`),
          },
          ...{ sources: ['zq-source one', 'zq-source two'], attribution: canary('attribution') },
          public: { en: `zq-public-fact-${visibility}-${tlp}` },
        })
    await addFact(tx, {
      ...{
        caseId,
        kind: 'fact',
        on: '2026-11-11',
        precision: 'exact',
        zone: 'Asia/Amman',
        visibility: 'coalition',
      },
      ...{ verification: 'confirmed', reliability: 'reliable', tlp: 'clear', sources: ['zq-source'] },
      statement: 'zq-names-witness: seen by Zqwitness',
    })
    await addThreat(tx, {
      ...{
        caseId,
        actor: 'company',
        verification: 'confirmed',
        firstSeen: '2026-11-01',
        lastSeen: '2026-11-02',
      },
      ...{ what: canary('threat'), link: canary('threat-link'), source: canary('threat-source') },
    })
    for (const confidentialTo of ['', 'the ministry'])
      await addIntervention(tx, {
        ...{
          caseId,
          addressee: 'minister',
          channel: 'letter',
          state: 'made',
          madeOn: '2026-11-12',
          by: 'zq-by',
        },
        ...{ to: 'zq-to', what: canary(`asked${confidentialTo ? '-secret' : ''}`), confidentialTo },
      })
    await setWish(tx, {
      caseId,
      kind: 'how-to-speak',
      since: '2026-11-01',
      given: 'written',
      text: canary('wish'),
    })
    const proceedingId = await addProceeding(tx, {
      ...{ caseId, kind: 'criminal', role: 'defendant', openedOn: '2026-11-01' },
      text: {
        ...{
          title: canary('title'),
          court: canary('court'),
          numbers: canary('numbers'),
          judges: canary('judges'),
        },
        ...{
          representation: canary('counsel'),
          settlementWho: canary('settlement'),
          immunity: canary('immunity'),
        },
        settlementConfidential: canary('settlement-to'),
      },
    })
    await addCharge(tx, {
      ...{ caseId, proceedingId, state: 'brought', stateOn: '2026-11-02' },
      ...{ law: canary('law'), offence: canary('offence') },
    })
    for (const openness of ['public', 'closed'] as const)
      await scheduleHearing(tx, {
        ...{ caseId, proceedingId, kind: openness === 'closed' ? 'interrogation' : 'trial', openness },
        ...{ at: new Date('2026-12-03T07:00:00Z'), zone: 'Asia/Amman', room: canary('room') },
        ...{ source: canary('hearing-source'), observers: canary('observers'), present: canary('present') },
      })
  })
  return { caseId, personId, at: `/cases/${caseId}` }
}
