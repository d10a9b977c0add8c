import {
  casePage,
  isFileOpen,
  OpenFile,
  findPerson,
  getCase,
  isOnTeam,
  listPersons,
  namesInCase,
  calledOf,
} from '#cases/index.ts'
import { organisationOf } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Empty } from '#ui/index.ts'
import { consentsHref } from './consents-href.ts'
import { givenConsents } from './given.ts'
import { listDoubts } from './restoring.ts'
import { listOpenSignOffs } from './signing-reads.ts'
import { noteWordsRead } from './reads.ts'
import { listSpells } from './unobtainable/spell.ts'
import { unobtainableHref } from './unobtainable/console-unobtainable.tsx'
import { formerPage, listConsents } from './reads.ts'
import { AgainWithout } from './views/again-without.tsx'
import { ConsentTable } from './views/consent-table.tsx'
import { Doubts, type DoubtAgain } from './views/doubts.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const showConsents = (c: ConsoleContext): Promise<Response> => showConsentsAgain(c)

/** @param again of a withdrawal in doubt, when a form could not be taken */
export async function showConsentsAgain(c: ConsoleContext, again?: DoubtAgain): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  // opening sealed words is an act, and leaves a trace
  const now = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const isOpen = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    const consents = await listConsents(tx, row.id, { open: isOpen })
    if (isOpen) await noteWordsRead(tx, row.id, consents)
    return {
      ...{ row, onTeam, isOpen, consents, spells: await listSpells(tx, row.id) },
      person: await findPerson(tx, row.id),
      persons: await listPersons(tx, row.id),
      nameOf: await namesInCase(tx, row.id, i18n),
      former: await formerPage(tx, row.id),
      given: await givenConsents(tx, row.id),
      doubts: await listDoubts(tx, row.id),
      open: await listOpenSignOffs(tx, row.id),
    }
  })
  const { row, onTeam, person, consents } = now
  // Safety: who is on the team is part of the file
  const name = (accountId: string) => (onTeam ? now.nameOf(accountId) : '–')
  const record = onTeam && person && can(c.get('member'), 'consent.record')
  return await casePage(c, {
    row,
    tab: 'consents',
    status: again?.again.status,
    // Safety: her own link comes first where she is to approve herself, before anything is written down for her
    actions: record && (
      <>
        {consents.length > 0 && (
          <a class="button" href={consentsHref(row.id, '/new')}>
            {i18n.t('consent.record')}
          </a>
        )}{' '}
        {can(c.get('member'), 'consent.link') && (
          <a class="button" href={consentsHref(row.id, '/link')}>
            {i18n.t('consent-link.title')}
          </a>
        )}{' '}
        <a class="button" href={unobtainableHref(row.id)}>
          {i18n.t('unobtainable.link')}
        </a>
      </>
    ),
    body:
      consents.length === 0 ? (
        <Empty
          title={i18n.t('consent.empty.title')}
          action={
            record ? { href: consentsHref(row.id, '/new'), label: i18n.t('consent.record') } : undefined
          }
        >
          <p>{i18n.t('consent.empty.text')}</p>
          {onTeam && !person && <p>{i18n.t('consent.empty.person')}</p>}
          {!onTeam && <p>{i18n.t('case.team-only')}</p>}
        </Empty>
      ) : (
        <>
          <Doubts
            i18n={i18n}
            doubts={now.doubts}
            open={now.open}
            me={c.get('member')}
            onTeam={onTeam}
            zone={zone}
            name={name}
            again={again}
          />
          {now.former && can(c.get('member'), 'publishing.sign-off') && (
            <AgainWithout i18n={i18n} caseId={row.id} former={now.former} given={now.given} />
          )}
          <p>{i18n.t('consent.intro')}</p>
          {onTeam && !now.isOpen && (
            <details class="card">
              <summary>{i18n.t('consent.words.closed')}</summary>
              <OpenFile i18n={i18n} row={row} next="consents" />
            </details>
          )}
          <ConsentTable
            i18n={i18n}
            caseId={row.id}
            consents={consents}
            persons={now.persons.map((one) => ({ id: one.id, name: calledOf(one) }))}
            zone={zone}
            name={name}
            waiting={now.spells.map(({ personId }) => personId)}
            mayWithdraw={can(c.get('member'), 'consent.withdraw')}
          />
          {!onTeam && <p class="small">{i18n.t('consent.words.team')}</p>}
        </>
      ),
  })
}
