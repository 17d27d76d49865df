global using BiPipeline.Toolkit.Glue;
