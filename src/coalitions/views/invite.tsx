import type { I18n } from '#platform/i18n.ts'
import {
  ErrorSummary,
  Notice,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  say,
  type FormState,
} from '#ui/index.ts'
import type { DirectoryEntry } from '../invitation.ts'

/** One of this server's organisations, or a new one. */
export function InviteForm(props: {
  i18n: I18n
  action: string
  back: string
  codeName: string
  known: readonly DirectoryEntry[]
  /** the coalition's room is shut */
  closed: boolean
  typed: FormState | undefined
}) {
  const { i18n, known } = props
  const form = props.typed
  if (props.closed)
    return (
      <Notice tone="info" title={i18n.t('coalition.room-closed.title')}>
        <p>{i18n.t('coalition.room-closed')}</p>
      </Notice>
    )
  return (
    <>
      <p>{say(i18n, 'coalition.invite.text', { code: props.codeName })}</p>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        {known.length > 0 && (
          <Select
            {...{ form, name: 'organisationId', empty: '–', note: i18n.t('ui.optional') }}
            label={i18n.t('coalition.invite.known')}
            options={known.map((one) => ({ value: one.id, label: labelOf(one) }))}
          />
        )}
        <fieldset class="field">
          <legend>{i18n.t(known.length > 0 ? 'coalition.invite.or-new' : 'coalition.invite.new')}</legend>
          <p class="hint">{i18n.t('coalition.invite.new.hint')}</p>
          <TextField
            {...{ form, name: 'organisation', autocomplete: 'off' }}
            label={i18n.t('coalition.invite.organisation')}
          />
          <TextField
            {...{ form, name: 'person', autocomplete: 'off' }}
            label={i18n.t('coalition.invite.person')}
          />
          <TextField
            {...{ form, name: 'address', type: 'email', autocomplete: 'off' }}
            label={i18n.t('coalition.invite.address')}
          />
        </fieldset>
        <RadioGroup
          {...{ form, name: 'role', required: true }}
          label={i18n.t('coalition.invite.role')}
          options={(['partner', 'observer'] as const).map((value) => ({
            value,
            label: i18n.t(`coalition.role.${value}`),
            hint: i18n.t(`coalition.role.${value}.hint`),
          }))}
        />
        <Textarea
          {...{ form, name: 'message', rows: 5, required: true }}
          label={i18n.t('coalition.invite.message')}
          hint={i18n.t('coalition.invite.message.hint')}
        />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('coalition.invite.send')}
          </button>
          <a href={props.back}>{i18n.t('coalition.back')}</a>
        </div>
      </form>
    </>
  )
}

/** Two may bear one name; their sites tell them apart. */
const labelOf = ({ name, country, website }: DirectoryEntry): string =>
  `${name} (${country})${URL.canParse(website) ? ` – ${new URL(website).hostname}` : ''}`

/** The link stands here once. */
export function InvitedView(props: {
  i18n: I18n
  person: string
  link: string
  expiresAt: Date
  zone: string
  back: string
}) {
  const { i18n } = props
  return (
    <>
      <Notice tone="success" title={i18n.t('coalition.invited.once')}>
        <p>{say(i18n, 'coalition.invited.text', { person: props.person })}</p>
        <p>
          <code dir="ltr" class="secret">
            {props.link}
          </code>
        </p>
        <p>
          {i18n.t('coalition.invited.until', { at: i18n.dateTime(props.expiresAt, { zone: props.zone }) })}
        </p>
      </Notice>
      <p>
        <a class="button" href={props.back}>
          {i18n.t('coalition.back')}
        </a>
      </p>
    </>
  )
}
