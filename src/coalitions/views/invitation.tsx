import type { I18n } from '#platform/i18n.ts'
import { ErrorSummary, Notice, Paragraphs, Status, say, type FormState } from '#ui/index.ts'
import type { Invitation } from '../invitation.ts'
import { NamingChoice } from './coalition.tsx'

/** What the invited organisation reads: who asks, as what, and what it takes on. Nothing of the person at risk. */
export function InvitationView(props: {
  i18n: I18n
  zone: string
  invitation: Invitation
  may: boolean
  action: string
  typed: FormState | undefined
}) {
  const { i18n, invitation, zone } = props
  const { inviter, codeName, role } = invitation
  return (
    <>
      <p>{say(i18n, 'coalition.invitation.text', { inviter, code: codeName })}</p>
      <blockquote dir="auto">
        <Paragraphs text={invitation.message} />
      </blockquote>
      <dl class="facts">
        <dt>{i18n.t('coalition.role')}</dt>
        <dd>
          {i18n.t(`coalition.role.${role}`)}
          <br />
          <small>{i18n.t(`coalition.role.${role}.hint`)}</small>
        </dd>
        <dt>{i18n.t('coalition.until')}</dt>
        <dd>{i18n.dateTime(invitation.expiresAt, { zone })}</dd>
      </dl>
      {invitation.state !== 'open' ? (
        <Notice tone="info">
          <p>
            <Status tone="quiet">{i18n.t(`coalition.invitation.${invitation.state}`)}</Status>{' '}
            {i18n.t('coalition.invitation.over')}
          </p>
        </Notice>
      ) : invitation.unconfirmed ? (
        <Notice tone="info">
          <p>{i18n.t('coalition.invitation.waits')}</p>
        </Notice>
      ) : props.may ? (
        <Answer {...props} />
      ) : (
        <Notice tone="info">
          <p>{i18n.t('coalition.invitation.admins')}</p>
        </Notice>
      )}
    </>
  )
}

function Answer({ i18n, action, typed }: { i18n: I18n; action: string; typed: FormState | undefined }) {
  return (
    <>
      <h2>{i18n.t('coalition.invitation.means')}</h2>
      <ul>
        {(['room', 'file', 'supporters', 'leave'] as const).map((what) => (
          <li>{i18n.t(`coalition.invitation.means.${what}`)}</li>
        ))}
      </ul>
      <form class="sheet" method="post" action={`${action}/accept`}>
        <ErrorSummary i18n={i18n} form={typed} />
        <NamingChoice {...{ i18n, ...(typed ? { form: typed } : {}) }} />
        <button class="action" type="submit">
          {i18n.t('coalition.invitation.accept')}
        </button>
      </form>
      <form method="post" action={`${action}/decline`}>
        <button class="button" type="submit">
          {i18n.t('coalition.invitation.decline')}
        </button>
      </form>
    </>
  )
}
