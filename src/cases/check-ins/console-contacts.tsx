/** Conversations and signs of life, for the team. */
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import {
  Checkbox,
  DateField,
  Empty,
  ErrorSummary,
  Select,
  Table,
  Textarea,
  type FormState,
} from '#ui/index.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { takeForm, type Again } from '../typed-form.ts'
import { casePage } from '../views/case-shell.tsx'
import { instantOf } from '../zone.ts'
import type { CheckInRow } from './check-in.ts'
import { recordContact } from './contact.ts'
import { asLocal, contactsHref, idOf, readDesk, type Desk } from './desk.ts'
import { contactForm, splitMoment } from './forms.ts'
import { answerable, listContacts, type ContactRow } from './reads.ts'
import { contactChannels, wellbeings } from './tables.ts'

export const showContacts = (c: ConsoleContext): Promise<Response> => contactsPage(c)

export async function takeContact(c: ConsoleContext): Promise<Response> {
  const { zone } = await organisationOf(c)
  const taken = await takeForm(c, contactForm, (value) => {
    const { day, minutes } = splitMoment(value.at)
    return c.get('office').db.transaction(c.get('member'), (tx) =>
      recordContact(tx, {
        caseId: idOf(c),
        at: instantOf(day, minutes, zone),
        channel: value.channel,
        wellbeing: value.wellbeing,
        statementTaken: value.statement,
        note: value.note,
        next: value.next,
        nextOn: value.nextOn,
        answers: value.answers,
        byProxy: value.proxy,
        over: value.over,
      }),
    )
  })
  if (!taken.done) return await contactsPage(c, taken.again)
  return redirect(c, contactsHref(idOf(c)), 'contacts.saved')
}

async function contactsPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open, onTeam }) => ({
    contacts: onTeam ? await listContacts(tx, row.id, open) : [],
    waiting: onTeam ? await answerable(tx, row.id) : [],
  }))
  const may = desk.onTeam && can(c.get('member'), 'contact.record')
  return await casePage(c, {
    row: desk.row,
    tab: 'contacts',
    status: again?.status,
    body: !desk.onTeam ? (
      <Empty title={i18n.t('contacts.tab')}>
        <p>{i18n.t('cases.person.team-only')}</p>
      </Empty>
    ) : (
      <>
        <p>{i18n.t('contacts.intro')}</p>
        {!desk.open && desk.contacts.length > 0 && (
          <section class="card">
            <OpenFile i18n={i18n} row={desk.row} next="contacts" />
          </section>
        )}
        {may && (
          <ContactForm
            i18n={i18n}
            desk={desk}
            waiting={desk.waiting}
            again={again}
            asked={c.req.query('answers')}
          />
        )}
        {desk.contacts.length === 0 ? (
          <Empty title={i18n.t('contacts.empty.title')}>
            <p>{i18n.t('contacts.empty.text')}</p>
          </Empty>
        ) : (
          <Contacts i18n={i18n} desk={desk} contacts={desk.contacts} />
        )}
      </>
    ),
  })
}

function ContactForm(props: {
  i18n: I18n
  desk: Desk
  waiting: readonly CheckInRow[]
  again: Again | undefined
  asked: string | undefined
}) {
  const { i18n, desk, waiting, again } = props
  const asked = waiting.find(({ id }) => id === props.asked)?.id ?? ''
  const form: FormState = again?.form ?? {
    values: { at: asLocal(desk.now, desk.zone), answers: asked },
    errors: {},
  }
  return (
    <details open={again !== undefined || asked !== ''} id="new">
      <summary>{i18n.t('contacts.new')}</summary>
      <form class="sheet" method="post" action={contactsHref(desk.row.id)}>
        <ErrorSummary i18n={i18n} form={form} />
        <DateField
          name="at"
          type="datetime-local"
          form={form}
          required
          label={i18n.t('contacts.field.at')}
          hint={i18n.t('contacts.field.at.hint', { zone: desk.zone })}
        />
        <Select
          name="channel"
          form={form}
          required
          empty="–"
          label={i18n.t('contacts.field.channel')}
          options={contactChannels.map((value) => ({ value, label: i18n.t(`contacts.channel.${value}`) }))}
        />
        <Select
          name="wellbeing"
          form={form}
          required
          empty="–"
          label={i18n.t('contacts.field.wellbeing')}
          options={wellbeings.map((value) => ({ value, label: i18n.t(`contacts.wellbeing.${value}`) }))}
        />
        <Checkbox
          name="over"
          form={form}
          label={i18n.t('contacts.field.over')}
          hint={i18n.t('contacts.field.over.hint')}
        />
        {waiting.length > 0 && (
          <>
            <Select
              name="answers"
              form={form}
              empty={i18n.t('contacts.field.answers.none')}
              label={i18n.t('contacts.field.answers')}
              options={waiting.map(({ id, due_at, state }) => ({
                value: id,
                label: `${i18n.dateTime(due_at, { zone: desk.zone, style: 'short' })} · ${i18n.t(`check-ins.state.${state}`)}`,
              }))}
            />
            <Checkbox name="proxy" form={form} label={i18n.t('contacts.field.proxy')} />
          </>
        )}
        <Textarea
          name="note"
          form={form}
          rows={4}
          label={i18n.t('contacts.field.note')}
          hint={i18n.t('contacts.field.note.hint')}
          note={i18n.t('ui.optional')}
        />
        <Checkbox name="statement" form={form} label={i18n.t('contacts.field.statement')} />
        <Textarea
          name="next"
          form={form}
          rows={2}
          label={i18n.t('contacts.field.next')}
          note={i18n.t('ui.optional')}
        />
        <DateField
          name="nextOn"
          form={form}
          label={i18n.t('contacts.field.next-on')}
          note={i18n.t('ui.optional')}
        />
        <button class="action" type="submit">
          {i18n.t('contacts.save')}
        </button>
      </form>
    </details>
  )
}

function Contacts({ i18n, desk, contacts }: { i18n: I18n; desk: Desk; contacts: readonly ContactRow[] }) {
  return (
    <Table
      caption={i18n.t('contacts.caption')}
      columns={[
        { label: i18n.t('contacts.field.at') },
        { label: i18n.t('contacts.field.channel') },
        { label: i18n.t('contacts.col.by') },
        { label: i18n.t('contacts.field.wellbeing') },
        { label: i18n.t('contacts.field.note') },
      ]}
      rows={contacts.map((one) => [
        i18n.dateTime(one.at, { zone: desk.zone, style: 'short' }),
        i18n.t(`contacts.channel.${one.channel}`),
        one.by_account ? <bdi>{desk.nameOf(one.by_account)}</bdi> : i18n.t('contacts.by-link'),
        i18n.t(`contacts.wellbeing.${one.wellbeing}`),
        <>
          {one.text ? <span dir="auto">{one.text.note || '–'}</span> : i18n.t('contacts.sealed')}
          {one.statement_taken && ` · ${i18n.t('contacts.statement')}`}
          {one.next_on &&
            ` · ${i18n.t('contacts.field.next-on')}: ${i18n.date(one.next_on, { zone: 'UTC' })}`}
          {one.text?.next && (
            <>
              {' · '}
              <span dir="auto">{one.text.next}</span>
            </>
          )}
        </>,
      ])}
    />
  )
}
