<?php

/**
 * Lets `rehearse run` drive ReceiptClient.php: reads a brief (JSON) from stdin and the connection from the environment,
 * and prints the outcome (JSON) as the last line of stdout. What is meant for people goes to stderr.
 */

declare(strict_types=1);

require_once __DIR__ . '/ReceiptClient.php';

// Objects, not arrays: an empty object must not become an empty list.
$brief = json_decode(stream_get_contents(STDIN), flags: JSON_THROW_ON_ERROR);
// Your software reads the secret from its own configuration. Never put it into code, and never print it. This process
// ends after one brief, with its token; software that keeps running creates one client when it starts.
$client = new ReceiptClient(
    getenv('REHEARSAL_API_URL'),
    getenv('REHEARSAL_TOKEN_URL'),
    getenv('REHEARSAL_CLIENT_ID'),
    getenv('REHEARSAL_CLIENT_SECRET'),
);
$outcome = match ($brief->action) {
    'submit' => $client->submit($brief->movement),
    'submit-all' => ['results' => $client->submitAll($brief->movements)],
    'update' => $client->update($brief->wasteTrackingId, $brief->movement),
};
fwrite(STDERR, "{$brief->scenario->id}: $brief->action is done\n");
echo json_encode($outcome, JSON_THROW_ON_ERROR), "\n";
