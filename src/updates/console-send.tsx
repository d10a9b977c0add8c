import { can } from '#platform/access.ts'
import { languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { checkForm, readForm, type FormResult } from '#platform/web/forms.ts'
import { redirect } from '#organisations/index.ts'
import {
  broadcastHref,
  BroadcastTable,
  jointHref,
  listBroadcasts,
  sendsTogether,
  type Broadcast,
} from '#delivery/index.ts'
import { CheckboxGroup, ConfirmBox, Empty, Notice, RadioGroup, Table, type FormState } from '#ui/index.ts'
import {
  audienceKinds,
  audienceWho,
  countAudience,
  sendUpdate,
  sendUpdateTogether,
  type Audience,
  type CountedAudience,
} from './audience.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { showSendTogether } from './console-send-together.tsx'
import { updateHref } from './console-updates.tsx'
import { audienceForm } from './forms.ts'
import { sendTestMail } from './test-mail.ts'
import { languageOf } from './console-editor.tsx'
import { getUpdate } from './update.ts'

/** Rows of countries that stand open; more are folded. */
const mostUnfolded = 3

const everybody: Audience = { who: 'acted', kinds: [], languages: [], countries: [] }
const valueOr = (result: FormResult<Audience>): Audience => (result.ok ? result.value : everybody)

/** Whom it would reach, counted before anything goes; the filter is in the address, so counting changes nothing. */
export async function showSend(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { update } = opened.source
  if (update.state !== 'published')
    return await updatePage(c, opened, {
      tab: 'send',
      body: (
        <Empty
          title={i18n.t('updates.send.first')}
          action={{ href: updateHref(update.id, '/publish'), label: i18n.t('updates.publish') }}
        >
          <p>{i18n.t('updates.send.first.text')}</p>
        </Empty>
      ),
    })
  const { before, together } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    before: (await listBroadcasts(tx, { updateId: update.id })).rows,
    together: await sendsTogether(tx, update.caseId),
  }))
  if (together) return await showSendTogether(c, opened)
  if (!opened.mayWrite)
    return await updatePage(c, opened, {
      tab: 'send',
      body: (
        <>
          <Notice tone="info">
            <p>{i18n.t('coalition.observers-read')}</p>
          </Notice>
          <Before i18n={i18n} before={before} />
        </>
      ),
    })
  const asked = c.req.queries()
  const audience = valueOr(checkForm({ ...asked, who: asked.who?.[0] ?? 'acted' }, audienceForm))
  const { counted, all } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    counted: await countAudience(tx, update.id, audience),
    // the countries to choose from are those that somebody is in
    all: await countAudience(tx, update.id, { ...everybody, who: 'all' }),
  }))
  const underWay = before.find((one) => one.finishedAt === undefined)
  return await updatePage(c, opened, {
    tab: 'send',
    body: (
      <>
        <Before i18n={i18n} before={before} />
        {underWay ? (
          <Notice tone="info">
            <p>
              {i18n.t('broadcasts.error.under-way')}{' '}
              <a href={broadcastHref(underWay.id)}>{i18n.t('updates.send.watch')}</a>
            </p>
          </Notice>
        ) : (
          <>
            <Choose i18n={i18n} updateId={update.id} audience={audience} countries={all} />
            <Counts i18n={i18n} audience={audience} counted={counted} />
            {can(c.get('member'), 'broadcast.send') && counted.recipients > 0 && (
              <Confirm i18n={i18n} updateId={update.id} audience={audience} counted={counted} />
            )}
          </>
        )}
      </>
    ),
  })
}

const Before = ({ i18n, before }: { i18n: I18n; before: readonly Broadcast[] }) =>
  before.length === 0 ? null : <BroadcastTable i18n={i18n} rows={before} total={before.length} />

function Choose(props: { i18n: I18n; updateId: string; audience: Audience; countries: CountedAudience }) {
  const { i18n, audience } = props
  const form: FormState = { values: { ...audience }, errors: {} }
  const countries = props.countries.byCountry.filter(({ country }) => country !== '')
  return (
    <form class="sheet" method="get" action={updateHref(props.updateId, '/send')}>
      <RadioGroup
        name="who"
        form={form}
        label={i18n.t('updates.send.who')}
        options={audienceWho.map((value) => ({ value, label: i18n.t(`updates.send.who.${value}`) }))}
      />
      <details open={audience.kinds.length + audience.languages.length + audience.countries.length > 0}>
        <summary>{i18n.t('updates.send.narrow')}</summary>
        <CheckboxGroup
          name="kinds"
          form={form}
          inline
          label={i18n.t('updates.send.kinds')}
          hint={i18n.t('updates.send.none')}
          options={audienceKinds.map((value) => ({ value, label: i18n.t(`updates.send.kind.${value}`) }))}
        />
        <CheckboxGroup
          name="languages"
          form={form}
          inline
          label={i18n.t('updates.send.languages')}
          options={languages.map((value) => ({ value, label: i18n.language(value) }))}
        />
        {countries.length > 0 && (
          <CheckboxGroup
            name="countries"
            form={form}
            inline
            label={i18n.t('updates.send.countries')}
            options={countries.map(({ country, people }) => ({
              value: country,
              label: `${i18n.country(country)} (${i18n.number(people)})`,
            }))}
          />
        )}
      </details>
      <div class="buttons">
        <button class="button" type="submit">
          {i18n.t('updates.send.count')}
        </button>
      </div>
    </form>
  )
}

function Counts({ i18n, audience, counted }: { i18n: I18n; audience: Audience; counted: CountedAudience }) {
  const { people, asked, suppressed, already, recipients } = counted
  const key = audience.who === 'acted' ? 'updates.send.sum.acted' : 'updates.send.sum.all'
  const columns = ['people', 'asked', 'mails'] as const
  const row = (label: string, one: { people: number; asked: number; recipients: number }) => [
    label,
    i18n.number(one.people),
    i18n.number(one.asked),
    i18n.number(one.recipients),
  ]
  const heads = (first: string) => [
    { label: first },
    ...columns.map((name) => ({ label: i18n.t(`updates.send.col.${name}`), numeric: true })),
  ]
  return (
    <section class="card">
      <h2>{i18n.t('updates.send.sum')}</h2>
      <p>
        <strong>{i18n.t(key, { people, asked, rest: people - asked })}</strong>
      </p>
      {suppressed > 0 && <p>{i18n.t('updates.send.suppressed', { count: suppressed })}</p>}
      {already > 0 && <p>{i18n.t('updates.send.already', { count: already })}</p>}
      <p>{i18n.t('updates.send.inboxes', { count: recipients })}</p>
      <div class="columns">
        <Table
          caption={i18n.t('updates.send.byLanguage')}
          columns={heads(i18n.t('updates.send.col.language'))}
          rows={counted.byLanguage.map((one) => row(i18n.language(one.language), one))}
        />
        {/* as many as there are countries: on a phone the button below would be screens away */}
        <details open={counted.byCountry.length <= mostUnfolded}>
          <summary>{i18n.t('updates.send.countries.fold', { count: counted.byCountry.length })}</summary>
          <Table
            caption={i18n.t('updates.send.byCountry')}
            columns={heads(i18n.t('updates.send.col.country'))}
            rows={counted.byCountry.map((one) =>
              row(one.country ? i18n.country(one.country) : i18n.t('updates.send.unknown'), one),
            )}
          />
        </details>
      </div>
    </section>
  )
}

function Confirm(props: { i18n: I18n; updateId: string; audience: Audience; counted: CountedAudience }) {
  const { i18n, audience, counted } = props
  const countries = counted.byCountry.filter((one) => one.recipients > 0 && one.country !== '').length
  const hidden = [
    ['who', audience.who],
    ...audience.kinds.map((one) => ['kinds', one]),
    ...audience.languages.map((one) => ['languages', one]),
    ...audience.countries.map((one) => ['countries', one]),
  ]
  const other = counted.byLanguage
    .filter((one) => one.recipients > 0)
    .map((one) => i18n.t('updates.send.in', { count: one.recipients, language: i18n.language(one.language) }))
  return (
    <ConfirmBox title={i18n.t('updates.send.title')}>
      <p>
        {i18n.t('updates.send.text', { count: counted.recipients, countries: Math.max(1, countries) })}{' '}
        {i18n.list(other)}.
      </p>
      <p>{i18n.t('updates.send.final')}</p>
      <form method="post" action={updateHref(props.updateId, '/send')}>
        {hidden.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('updates.send.go', { count: counted.recipients })}
          </button>
          <a href={updateHref(props.updateId, '/preview')}>{i18n.t('updates.send.look')}</a>
        </div>
      </form>
    </ConfirmBox>
  )
}

export async function takeSend(c: ConsoleContext): Promise<Response> {
  const audience = valueOr(await readForm(c, audienceForm))
  const begun = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    const { caseId } = await getUpdate(tx, idOf(c))
    return (await sendsTogether(tx, caseId))
      ? jointHref(await sendUpdateTogether(tx, idOf(c), audience.who))
      : broadcastHref(await sendUpdate(tx, idOf(c), audience))
  })
  return redirect(c, begun, 'broadcasts.started')
}

export async function takeTest(c: ConsoleContext): Promise<Response> {
  const language = languageOf(c, '')
  await c
    .get('office')
    .db.transaction(c.get('member'), (tx) => sendTestMail(tx, { updateId: idOf(c), language }))
  return redirect(c, updateHref(idOf(c), `/preview/${language}`), 'updates.tested')
}
