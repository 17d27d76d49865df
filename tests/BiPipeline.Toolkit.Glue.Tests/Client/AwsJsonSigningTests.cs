using System.Text.Json;
using Amazon.Runtime;
using BiPipeline.Toolkit.Aws;
using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.Glue.Tests.Client;

public sealed class AwsJsonSigningTests
{
    static readonly AwsJsonService[] Services = [AwsJsonService.Glue, AwsJsonService.Athena, AwsJsonService.DynamoDbStreams];
    static readonly string[] Regions = ["eu-west-1", "us-gov-west-1", "cn-north-1"];
    static readonly (bool Fips, bool DualStack)[] Variants = [(false, false), (true, false), (false, true), (true, true)];
    static readonly bool[] WithToken = [false, false, true, true];

    [RequiresFact(Need.Botocore)]
    public async Task Send_AnyService_SignsAsBotocoreDoes()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Ok("{}"));
        AWSCredentials[] credentials = [new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), new SessionAWSCredentials("AKIDEXAMPLE", "secret", "token/with+signs==")];
        string[] bodies = ["{}", """{"QueryString":"SELECT 'Zürich' AS \"o\"","n":1}"""];
        foreach (var service in Services)
        {
            foreach (var credential in credentials)
            {
                var options = new AwsClientOptions { Region = "eu-central-1", MessageHandler = handler };
                using var client = AwsJsonClients.Create(service, credential, options);
                foreach (var body in bodies) { await client.SendAsync("Any", System.Text.Encoding.UTF8.GetBytes(body), CancellationToken.None); }
            }
        }

        // Botocore signs the same headers at the same time.
        const string Script = """
            import sys, json
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
            from botocore.credentials import Credentials
            for sent in json.load(sys.stdin):
                headers = {k.lower(): v for k, v in sent['headers'].items()}
                fields = dict(part.split('=', 1) for part in headers['authorization'].split(' ', 1)[1].replace(' ', '').split(','))
                key, date, region, service, _ = fields['Credential'].split('/')
                signed = {name: headers.get(name) or sent['host'] for name in fields['SignedHeaders'].split(';')}
                secret = 'secret' if 'x-amz-security-token' in headers else 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
                auth = SigV4Auth(Credentials(key, secret), service, region)
                request = AWSRequest(method=sent['method'], url=sent['url'], data=sent['body'].encode(), headers=signed)
                request.context['timestamp'] = headers['x-amz-date']
                expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
                print(service, region, expected == fields['Signature'], 'x-amz-security-token' in fields['SignedHeaders'])
            """;
        var sent = JsonSerializer.Serialize(handler.Sent.Select(request => new { method = request.Method, url = request.Uri.AbsoluteUri, host = request.Uri.Host, headers = request.Headers, body = request.Body }));

        (await Python.RunAsync(["-c", Script], sent)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            Services.SelectMany(service => WithToken.Select(token => $"{service.SigningName} eu-central-1 True {token}")));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Send_DynamoDbStreams_MakesTheConfiguredAttempts()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error("ThrottlingException"));
        using var client = AwsJsonClients.Create(AwsJsonService.DynamoDbStreams, credentials: null, AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) with { MaxRetries = 1, MessageHandler = handler });

        (await Should.ThrowAsync<AwsJsonException>(() => client.SendAsync("ListStreams", "{}"u8.ToArray(), CancellationToken.None))).IsTransient.ShouldBeTrue();

        handler.Sent.Count.ShouldBe(2);
    }

    [RequiresFact(Need.Botocore)]
    public async Task Send_AnyRegionAndVariant_UsesBotocoresHost()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Ok("{}"));
        List<string> wanted = [];
        foreach (var service in Services)
        {
            foreach (var region in Regions)
            {
                foreach (var (fips, dualStack) in Variants)
                {
                    var config = new AwsJsonConfig(service) { UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };
                    new AwsClientOptions { Region = region, MessageHandler = handler }.Configure(config);
                    using var client = new AwsJsonClient(service, config, new BasicAWSCredentials("a", "b"));
                    string host;
                    try
                    {
                        await client.SendAsync("Any", "{}"u8.ToArray(), CancellationToken.None);
                        host = handler.Sent[^1].Uri.Host;
                    }
                    catch (AwsJsonException) { host = "refused"; }
                    wanted.Add($"{service.ServiceId} {region} {fips} {dualStack} {host}");
                }
            }
        }

        const string Script = """
            import botocore.session
            from botocore.config import Config
            session = botocore.session.get_session()
            names = {'Glue': 'glue', 'Athena': 'athena', 'DynamoDB Streams': 'dynamodbstreams'}
            for service, name in names.items():
                for region in ('eu-west-1', 'us-gov-west-1', 'cn-north-1'):
                    for fips, dual in ((False, False), (True, False), (False, True), (True, True)):
                        try:
                            client = session.create_client(name, region_name=region, aws_access_key_id='a', aws_secret_access_key='b', config=Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual))
                            url = client._ruleset_resolver.construct_endpoint(client.meta.service_model.operation_model(client.meta.service_model.operation_names[0]), {}, {}).url
                            host = url.split('//')[1]
                        except Exception as error:
                            host = 'refused'
                        print(service, region, fips, dual, host)
            """;

        (await Python.RunAsync(["-c", Script])).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(wanted);
    }
}
