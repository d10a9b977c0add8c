/** The page on which a caseworker agrees on a phrase with her, hands her a link, and sees what she did there. */
import { caseHref, casePage, getCase, takeForm, type Again, type CaseRow } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid } from '#platform/web/errors.ts'
import {
  blankForm,
  Empty,
  ErrorSummary,
  Notice,
  scoped,
  Select,
  Status,
  Table,
  TextField,
} from '#ui/index.ts'
import { consentsHref } from '../consents-href.ts'
import { linkForm, phraseForm, revokeForm } from './forms.ts'
import { hashPhrases, keyForPhrase, longestHours, makeLink, markSeen, revokeLink, setPhrase } from './link.ts'
import { consentLinkPath } from './private-door.tsx'
import { readLinks, type HerActRow, type LinkOfPerson } from './reads.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const here = (caseId: string, path = '') => consentsHref(caseId, `/link${path}`)

interface Refused {
  personId: string
  which: 'phrase' | 'link'
  again: Again
}

export const showLinks = (c: ConsoleContext): Promise<Response> => linksPage(c)

async function linksPage(c: ConsoleContext, refused?: Refused): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const { row, ...links } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, ...(await readLinks(tx, found.id)) }
  })
  return await casePage(c, {
    row,
    tab: 'consents',
    heading: i18n.t('consent-link.title'),
    status: refused?.again.status,
    body: (
      <>
        <p>{i18n.t('consent-link.intro')}</p>
        {links.locked && (
          <Notice tone="danger">
            <p>{i18n.t('consent-link.locked')}</p>
          </Notice>
        )}
        <Acts i18n={i18n} row={row} acts={links.acts} locked={links.locked} zone={zone} />
        {links.persons.map((person) => (
          <OnePerson {...{ i18n, row, person, zone, refused }} privateUrl={c.get('office').privateUrl} />
        ))}
        {links.persons.length === 0 && (
          <Empty title={i18n.t('consent.empty.title')}>
            <p>{i18n.t('consent.empty.person')}</p>
          </Empty>
        )}
      </>
    ),
  })
}

interface PersonProps {
  i18n: I18n
  row: CaseRow
  person: LinkOfPerson
  zone: string
  privateUrl: string
  refused?: Refused | undefined
}

function OnePerson(props: PersonProps) {
  const { i18n, person, row } = props
  const { open } = person
  return (
    <section class="card">
      <h2>
        <bdi>{person.name}</bdi>
      </h2>
      {person.makerGone && (
        <Notice tone="danger" title={i18n.t('consent-link.maker-gone')}>
          <p>{i18n.t('consent-link.maker-gone.text')}</p>
        </Notice>
      )}
      {open && (
        <Notice tone="info" title={i18n.t('consent-link.open')}>
          <p>
            <code dir="ltr">{`${props.privateUrl}${consentLinkPath(open.token)}`}</code>
          </p>
          <p>{i18n.t('consent-link.until', { at: i18n.dateTime(open.expiresAt, { zone: props.zone }) })}</p>
          <form method="post" action={here(row.id, '/revoke')}>
            <input type="hidden" name="personId" value={person.personId} />
            <button class="button" type="submit">
              {i18n.t('consent-link.revoke')}
            </button>
          </form>
        </Notice>
      )}
      {person.phraseSetAt && <LinkForm {...props} />}
      <PhraseForm {...props} />
    </section>
  )
}

const formOf = ({ refused, person }: PersonProps, which: Refused['which']) =>
  refused?.which === which && refused.personId === person.personId ? refused.again.form : undefined

function LinkForm(props: PersonProps) {
  const { i18n, row, person } = props
  const typed = formOf(props, 'link')
  const blank = { values: { hours: '24', language: 'auto' }, errors: {} }
  const form = scoped(typed ?? blank, `link-${person.personId}`)
  return (
    <form class="sheet" method="post" action={here(row.id)}>
      <ErrorSummary i18n={i18n} form={typed && form} />
      <input type="hidden" name="personId" value={person.personId} />
      <TextField
        name="hours"
        type="number"
        form={form}
        required
        label={i18n.t('consent-link.hours', { most: longestHours })}
      />
      <Select
        name="language"
        form={form}
        required
        label={i18n.t('consent-link.language')}
        options={[
          { value: 'auto', label: i18n.t('consent-link.language.auto') },
          ...languages.map((value) => ({ value, label: i18n.language(value) })),
        ]}
      />
      <button class="action" type="submit">
        {i18n.t(person.open ? 'consent-link.again' : 'consent-link.make')}
      </button>
    </form>
  )
}

function PhraseForm(props: PersonProps) {
  const { i18n, row, person } = props
  const typed = formOf(props, 'phrase')
  const form = scoped(typed ?? blankForm, `phrase-${person.personId}`)
  return (
    <details open={!person.phraseSetAt || typed !== undefined}>
      <summary>
        {i18n.t(person.phraseSetAt ? 'consent-link.phrase.change' : 'consent-link.phrase.set')}
      </summary>
      <form class="sheet" method="post" action={here(row.id, '/phrase')}>
        <ErrorSummary i18n={i18n} form={typed && form} />
        <p>{i18n.t('consent-link.phrase.text')}</p>
        <input type="hidden" name="personId" value={person.personId} />
        <TextField
          name="phrase"
          secret
          form={form}
          required
          autocomplete="off"
          label={i18n.t('consent-link.phrase')}
          hint={i18n.t('consent-link.phrase.hint')}
        />
        <TextField
          name="duress"
          secret
          form={form}
          autocomplete="off"
          note={i18n.t('ui.optional')}
          label={i18n.t('consent-link.duress')}
          hint={i18n.t('consent-link.duress.hint')}
        />
        <button class="button" type="submit">
          {i18n.t('consent-link.phrase.save')}
        </button>
      </form>
    </details>
  )
}

function Acts(props: { i18n: I18n; row: CaseRow; acts: HerActRow[]; locked: boolean; zone: string }) {
  const { i18n, acts } = props
  if (acts.length === 0 && !props.locked) return null
  return (
    <section>
      {acts.length > 0 && (
        <Table
          caption={i18n.t('consent-link.acts')}
          columns={(['at', 'act', 'item'] as const).map((one) => ({
            label: i18n.t(`consent-link.col.${one}`),
          }))}
          rows={acts.map((one) => [
            i18n.dateTime(one.at, { zone: props.zone, style: 'short' }),
            <>
              {i18n.t(`consent-link.act.${one.act}`)}{' '}
              {one.inDoubt && <Status tone="danger">{i18n.t('consent-link.doubt')}</Status>}
            </>,
            one.item ? (
              i18n.t(`consent.item.${one.item}`)
            ) : (
              <a href={caseHref(props.row.id, `/statements/points/${one.pointId}`)}>
                {i18n.t('consent-link.point')}
              </a>
            ),
          ])}
        />
      )}
      {(props.locked || acts.some(({ seen }) => !seen)) && (
        <form method="post" action={here(props.row.id, '/seen')}>
          <button class="button" type="submit">
            {i18n.t('consent-link.seen')}
          </button>
        </form>
      )}
    </section>
  )
}

export async function takePhrase(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  let personId = ''
  const taken = await takeForm(c, phraseForm, async ({ phrase, duress, ...value }) => {
    personId = value.personId
    const of = { caseId: idOf(c), personId }
    const key = await db.transaction(c.get('member'), (tx) => keyForPhrase(tx, of))
    const hashed = await hashPhrases(key, { phrase, duress })
    await db.transaction(c.get('member'), (tx) => setPhrase(tx, { ...of, hashed }))
  })
  if (!taken.done) return await linksPage(c, { personId, which: 'phrase', again: taken.again })
  return redirect(c, here(idOf(c)), 'consent-link.phrase.saved')
}

export async function takeLink(c: ConsoleContext): Promise<Response> {
  let personId = ''
  const taken = await takeForm(c, linkForm, (value) => {
    personId = value.personId
    return c
      .get('office')
      .db.transaction(c.get('member'), (tx) => makeLink(tx, { caseId: idOf(c), ...value }))
  })
  if (!taken.done) return await linksPage(c, { personId, which: 'link', again: taken.again })
  return redirect(c, here(idOf(c)), 'consent-link.made')
}

export async function takeRevocation(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, revokeForm, ({ personId }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => revokeLink(tx, { caseId: idOf(c), personId })),
  )
  if (!taken.done) throw taken.again.trouble ?? new Invalid({ '': 'error.form.broken' })
  return redirect(c, here(idOf(c)), 'consent-link.revoked')
}

export async function takeSeen(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => markSeen(tx, idOf(c)))
  return redirect(c, here(idOf(c)), 'cases.saved')
}
