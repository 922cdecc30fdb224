/** How somebody proved who they are when they signed in. */
export const signInWays = ['password', 'two-step', 'passkey', 'single-sign-on', 'link'] as const;
export type SignInWay = (typeof signInWays)[number];

/** What can follow a right password. */
export const secondSteps = ['code', 'recovery-code', 'passkey'] as const;
export type SecondStep = (typeof secondSteps)[number];
