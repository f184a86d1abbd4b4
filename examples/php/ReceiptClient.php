<?php

/**
 * A client of the Receipt of Waste API, to copy into your software, together with Outcomes.php.
 *
 * It keeps one token for many receipts and renews it, slows down when the service asks for it, never sends a receipt
 * twice on a guess, and has a message for the user for every failure. PHP 8.1 or newer with the curl extension.
 */

declare(strict_types=1);

require_once __DIR__ . '/Outcomes.php';

/** The service stored nothing, and the request may be repeated. */
final class NotNow extends Exception
{
    public function __construct(string $why, public readonly float $wait = 0)
    {
        parent::__construct($why);
    }
}

/** Nothing was recorded, and further attempts are useless for now. */
final class NotSent extends Exception
{
}

/** The request may have reached the service. */
final class NoAnswer extends Exception
{
}

/** Keep one instance for each client id while your software runs: it holds the token. */
final class ReceiptClient
{
    // Your product's name and version, so that the service can contact you.
    private const USER_AGENT = 'InventedWeighbridge/1.0 (example)';
    // Without a timeout, your software would wait for ever for a silent service.
    private const TIMEOUT_SECONDS = 10;
    // The service accepts 200 requests a second from all of your sites together.
    private const RECEIPTS_PER_SECOND = 100;
    private const FIRST_WAIT_SECONDS = 1;
    // If the service asks for a longer wait than this, give up and tell the user.
    private const LONGEST_WAIT_SECONDS = 20;
    private const ATTEMPTS_AT_A_RECEIPT = 5;
    private const ATTEMPTS_AT_A_TOKEN = 4;
    private const NEVER_CONNECTED = [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT];

    private string $token = '';
    private float $renewTokenAt = 0;
    private float $nextStart = 0;

    public function __construct(
        private readonly string $apiUrl,
        private readonly string $tokenUrl,
        private readonly string $clientId,
        private readonly string $clientSecret,
    ) {
    }

    /** Submits one receipt, and returns its outcome. */
    public function submit(object $movement): array
    {
        return $this->submitAll([$movement])[0];
    }

    /** Submits receipts, such as those of a day offline, and returns their outcomes in the same order. */
    public function submitAll(array $movements): array
    {
        $outcomes = [];
        $stopped = null;
        foreach ($movements as $movement) {
            try {
                // If the service is unavailable, the next receipt would only wait as long as this one did.
                $outcomes[] = $stopped ?? $this->submitOne($movement);
            } catch (NotSent $error) {
                $outcomes[] = $stopped = Outcomes::notSent($error);
            }
        }
        return $outcomes;
    }

    /** Replaces a receipt with its corrected version. */
    public function update(string $trackingId, object $movement): array
    {
        try {
            $answer = $this->deliver('PUT', '/movements/' . rawurlencode($trackingId) . '/receive', $movement);
        } catch (NotSent $error) {
            return Outcomes::notSent($error);
        } catch (NoAnswer $error) {
            return Outcomes::unanswered($error, isUpdate: true);
        }
        return $answer->status === 200 && $answer->json !== null
            ? Outcomes::accepted($answer, $trackingId)
            : Outcomes::refused($answer, isUpdate: true);
    }

    private function submitOne(object $movement): array
    {
        try {
            $answer = $this->deliver('POST', '/movements/receive', $movement);
        } catch (NoAnswer $error) {
            return Outcomes::unanswered($error, isUpdate: false);
        }
        $trackingId = $answer->json['wasteTrackingId'] ?? '';
        // Store the id with your own record: an update needs it.
        return $answer->status === 201 && $trackingId !== ''
            ? Outcomes::accepted($answer, $trackingId)
            : Outcomes::refused($answer, isUpdate: false);
    }

    /** Sends a receipt until the service accepts or finally refuses it. After NoAnswer it may have been recorded. */
    private function deliver(string $method, string $path, object $movement): Answer
    {
        return $this->patiently(self::ATTEMPTS_AT_A_RECEIPT, function () use ($method, $path, $movement): Answer {
            $answer = $this->send($method, $path, $movement);
            if ($answer->status === 401) {
                // Expired early, or the service has new keys. Only a new token can help.
                $this->renewTokenAt = 0;
                $answer = $this->send($method, $path, $movement);
            }
            return match ($answer->status) {
                401 => throw new NotSent(
                    'the service refuses a token that it has just given; check the API URL and the token URL'
                ),
                429, 503 => throw new NotNow(
                    "the service takes no more requests for now ($answer->status)",
                    $answer->wait
                ),
                default => $answer,
            };
        });
    }

    /** Sends a receipt once, within the limit of the service. */
    private function send(string $method, string $path, object $movement): Answer
    {
        $headers = ["Authorization: Bearer {$this->token()}", 'Content-Type: application/json'];
        $start = max(self::now(), $this->nextStart);
        $this->nextStart = $start + 1 / self::RECEIPTS_PER_SECOND;
        self::pause($start - self::now());
        $body = json_encode($movement, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_UNICODE);
        return $this->call($method, $this->apiUrl . $path, $headers, $body);
    }

    /** Returns the cached token, or a new one if it is about to expire. */
    private function token(): string
    {
        if (self::now() >= $this->renewTokenAt) {
            $askedAt = self::now();
            $json = $this->patiently(self::ATTEMPTS_AT_A_TOKEN, $this->askForToken(...));
            $this->token = $json['access_token'];
            // Renewed a little early, so that none expires in transit.
            $this->renewTokenAt = $askedAt + 0.9 * ($json['expires_in'] ?? 3600);
        }
        return $this->token;
    }

    private function askForToken(): array
    {
        $credentials = base64_encode("$this->clientId:$this->clientSecret");
        $headers = ["Authorization: Basic $credentials", 'Content-Type: application/x-www-form-urlencoded'];
        try {
            $answer = $this->call('POST', $this->tokenUrl, $headers, 'grant_type=client_credentials');
        } catch (NoAnswer $error) {
            // A second token does no harm, so this request can always be repeated.
            throw new NotNow("no answer to the request for a token ({$error->getMessage()})");
        }
        if (($answer->json['access_token'] ?? '') !== '') {
            return $answer->json;
        }
        $why = "the token endpoint gave no token ($answer->status)";
        if ($answer->status >= 400 && $answer->status < 500 && $answer->status !== 429) {
            throw new NotSent("$why; check the client id and secret");
        }
        throw new NotNow($why, $answer->wait);
    }

    /** Retries with growing waits, up to the limit. */
    private function patiently(int $attempts, callable $attempt): mixed
    {
        // Sites that were refused together must not retry together. Only the first wait is random, so that each wait
        // is twice the previous one.
        $jitter = 1 + mt_rand() / mt_getrandmax() / 5;
        $wait = self::FIRST_WAIT_SECONDS * $jitter;
        while (true) {
            try {
                return $attempt();
            } catch (NotNow $refusal) {
                $wait = max($wait, $refusal->wait * $jitter);
                if (--$attempts === 0 || $wait > self::LONGEST_WAIT_SECONDS) {
                    throw new NotSent($refusal->getMessage());
                }
            }
            self::pause($wait);
            $wait *= 2;
        }
    }

    /** Sends one request. An error status is a response too. */
    private function call(string $method, string $url, array $headers, string $body): Answer
    {
        $retryAfter = '';
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            // `Expect:` keeps curl from asking before it sends a large body.
            CURLOPT_HTTPHEADER => [...$headers, 'Expect:'],
            CURLOPT_USERAGENT => self::USER_AGENT,
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_TIMEOUT => self::TIMEOUT_SECONDS,
            CURLOPT_RETURNTRANSFER => true,
            // If a kept connection breaks, curl sends the request again by itself: a receipt could be recorded twice.
            CURLOPT_FRESH_CONNECT => true,
            CURLOPT_FORBID_REUSE => true,
            CURLOPT_HEADERFUNCTION => function ($_, string $line) use (&$retryAfter): int {
                if (preg_match('/^retry-after:\s*(.*?)\s*$/i', $line, $found)) {
                    $retryAfter = $found[1];
                }
                return strlen($line);
            },
        ]);
        $text = curl_exec($curl);
        $why = curl_error($curl);
        if (in_array(curl_errno($curl), self::NEVER_CONNECTED, true)) {
            throw new NotNow("the service cannot be reached ($why)");
        }
        if ($text === false) {
            throw new NoAnswer($why);
        }
        $json = json_decode($text, associative: true);
        $isObject = is_array($json) && !array_is_list($json);
        $isEmptyObject = $json === [] && str_starts_with(ltrim($text), '{');
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        return new Answer($status, $isObject || $isEmptyObject ? $json : null, self::secondsIn($retryAfter));
    }

    /** Retry-After is a number of seconds or a date. */
    private static function secondsIn(string $retryAfter): float
    {
        if (ctype_digit($retryAfter)) {
            return (float) $retryAfter;
        }
        $at = DateTimeImmutable::createFromFormat(DATE_RFC7231, $retryAfter, new DateTimeZone('UTC'));
        return $at === false ? 0 : (float) $at->format('U') - microtime(true);
    }

    /** No change of the clock's time moves it. */
    private static function now(): float
    {
        return hrtime(true) / 1e9;
    }

    private static function pause(float $seconds): void
    {
        usleep((int) ceil(max(0, $seconds) * 1e6));
    }
}
