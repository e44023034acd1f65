/**
 * The properties of the web identity token that the replayer's function asks AWS STS for. Its role may ask for no other.
 * Every verifier of OpenID Connect knows the algorithm, and the lifetime is the service's default.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export const WEB_IDENTITY_TOKEN = { signingAlgorithm: 'RS256', durationSeconds: 300 } as const;
